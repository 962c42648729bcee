using System.Formats.Tar;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>cp: containers that run and that do not, the host, archives, and who tries to lead a copy out of its root.</summary>
public sealed class CopyTests(EngineBed bed) : EngineTest(bed)
{
    private static string Running(TestedEngine engine, params string[] options) =>
        engine.Ok(["run", "-d", "--network", "none", .. options, Image, "sleep", "1000"]);

    private static string Created(TestedEngine engine, params string[] options) =>
        engine.Ok(["create", "--network", "none", .. options, Image, "sleep", "1000"]);

    private string Host(string name, string content) => TempFile(name, content);

    // The host's path of what a copy is to make, which the engine's user may write.
    private string Out(string name = "")
    {
        var folder = Path.Combine(Temp, "out");
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            TestUser.Admit(folder);
        }
        return Path.Combine(folder, name);
    }

    private static readonly (string Target, string Expected)[] FilePlaces =
        [("/", "/f"), ("/new", "/new"), ("/var", "/var/f"), ("/root/.", "/root/f"), (".", "/tmp/f"), ("other", "/tmp/other")];

    [Fact]
    public void A_file_comes_to_lie_where_podman_puts_it()
    {
        var engine = Open("crun");
        var file = Host("f", "content");
        var (running, created) = (Running(engine, "--workdir", "/tmp"), Created(engine, "--workdir", "/tmp"));
        foreach (var (target, _) in FilePlaces)
        {
            engine.Ok("cp", file, $"{running}:{target}");
            engine.Ok("cp", file, $"{created}:{target}");
        }
        engine.Ok("start", created);
        foreach (var id in new[] { running, created })
            Assert.Equal(string.Concat(FilePlaces.Select(_ => "content")), engine.Ok(["exec", id, "cat", .. FilePlaces.Select(place => place.Expected)]));
    }

    private static readonly (string Source, string Target, string Expected)[] DirectoryPlaces =
        [("dir", "/tmp", "/tmp/dir/sub/f"), ("dir/", "/var", "/var/dir/sub/f"), ("dir/.", "/root", "/root/sub/f"), ("dir", "/new", "/new/sub/f"), ("dir/.", "/other", "/other/sub/f")];

    [Fact]
    public void A_directory_comes_to_lie_where_podman_puts_it()
    {
        var engine = Open("crun");
        Directory.CreateDirectory(Path.Combine(Temp, "dir/sub"));
        Host("dir/sub/f", "content");
        var id = Running(engine);
        foreach (var (source, target, _) in DirectoryPlaces) engine.Ok("cp", Path.Combine(Temp, source), $"{id}:{target}");
        Assert.Equal(string.Concat(DirectoryPlaces.Select(_ => "content")), engine.Ok(["exec", id, "cat", .. DirectoryPlaces.Select(place => place.Expected)]));
        engine.Ok("cp", $"{id}:/tmp/dir", Out());
        engine.Ok("cp", $"{id}:/tmp/dir/.", Out("new"));
        Assert.Equal("contentcontent", File.ReadAllText(Out("dir/sub/f")) + File.ReadAllText(Out("new/sub/f")));
    }

    [Fact]
    public void Words_of_errors_are_podmans()
    {
        NotInPodman("its older version says more, and some of it otherwise");
        var engine = Open("crun");
        Host("f", "x");
        Directory.CreateDirectory(Path.Combine(Temp, "d"));
        engine.Ok("run", "-d", "--network", "none", "--name", "c", Image, "sh", "-c", "mkdir /tmp/f; ln -s /nowhere /tmp/bad; sleep 1000");
        void Fails(string from, string to, string message) => Failure.Says(engine.Run("cp", from, to), 125, message);
        Fails($"{Temp}/no", "c:/tmp", $"\"{Temp}/no\" could not be found on the host: no such file or directory");
        Fails($"{Temp}/f", "c:/no/", "\"/no/\" could not be found on container c: no such file or directory");
        Fails($"{Temp}/f", "c:/no/f", "\"/no/f\" could not be found on container c: no such file or directory");
        Fails($"{Temp}/f", "c:/tmp/bad/", "\"/tmp/bad/\" could not be found on container c: no such file or directory");
        Fails($"{Temp}/f", "c:/tmp", "error creating \"/tmp/f\": open /tmp/f: file exists");
        Fails($"{Temp}/d", "c:/bin/busybox", "destination must be a directory when copying a directory");
        Fails("c:/no", Temp, "\"/no\" could not be found on container c: no such file or directory");
        Fails("nosuch:/x", Temp, "no container with name or ID \"nosuch\" found: no such container");
        Fails($"{Temp}/f", $"{Temp}/d", "exactly 1 container expected but 0 specified");
        Fails("c:", Temp, "you must specify paths");
        // The bed shows a user no /dev/stdout.
        if (!TestUser.IsRootless) Fails("c:/bin/busybox", "/dev/stdout", "invalid destination: \"/dev/stdout\" must be a directory or a regular file");
        engine.Ok("cp", "--overwrite", $"{Temp}/f", "c:/tmp");
        Assert.Equal("x", engine.Ok("exec", "c", "cat", "/tmp/f"));
    }

    [Theory, Runtimes]
    public void Modes_links_holes_attributes_and_owners_survive(string runtime)
    {
        var engine = Open(runtime);
        const string make = """
            mkdir /src && cd /src && echo data >f && chmod 4751 f && ln f hard && ln -s f link && mkfifo pipe && mkdir -m 1770 d
            dd if=/dev/zero of=holes bs=1 count=1 seek=8388607 2>/dev/null && touch -d '2001-02-03 04:05:06' f d && chown 3:4 d
            """;
        var source = engine.Ok("run", "-d", "--network", "none", Image, "sh", "-c", make + "\ntouch /ready; sleep 1000");
        Eventually.Holds("the files are made", () => engine.Run("exec", source, "test", "-e", "/ready").Code == 0);
        var target = Created(engine);
        engine.Ok("cp", "-a=false", $"{source}:/src", $"{target}:/dst");
        engine.Ok("start", target);
        const string show = "cd /%; stat -c '%n %a %u:%g %F %h %Y' f hard link pipe d; stat -c '%s' holes; [ $(stat -c %b holes) -lt 1000 ] && echo sparse; readlink link";
        var shown = engine.Ok("exec", source, "sh", "-c", show.Replace("/%", "/src"));
        Assert.Contains("f 4751 0:0 regular file 2 981173106", shown);
        Assert.Contains("sparse", shown);
        Assert.Equal(WithoutNewTimes(shown), WithoutNewTimes(engine.Ok("exec", target, "sh", "-c", show.Replace("/%", "/dst"))));
    }

    // A link's time and a pipe's are of the moment in which they were made; busybox' touch sets only the others.
    private static string WithoutNewTimes(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.StartsWith("link ") || line.StartsWith("pipe ") ? line[..line.LastIndexOf(' ')] : line));

    [Fact]
    public void What_is_copied_belongs_to_the_containers_user_or_keeps_its_owner()
    {
        var engine = Open("crun");
        var id = Running(engine, "--user", "7:8");
        engine.Ok("cp", Host("f", "x"), $"{id}:/tmp/mine");
        Assert.Equal("7:8", engine.Ok("exec", id, "stat", "-c", "%u:%g", "/tmp/mine"));
        using (var file = File.Create(Path.Combine(Temp, "a.tar")))
        using (var tar = new TarWriter(file))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "kept") { Uid = 1042, Gid = 1043, DataStream = new MemoryStream("x"u8.ToArray()) });
        using var running = engine.StartBehind(["sh", "-c", $"exec \"$@\" <{Temp}/a.tar", "sh"], "cp", "-a=false", "-", $"{id}:/tmp");
        running.CloseInput();
        running.Finish().Ok();
        Assert.Equal("1042:1043", engine.Ok("exec", id, "stat", "-c", "%u:%g", "/tmp/kept"));
    }

    [Fact]
    public void Archives_go_in_and_out()
    {
        var engine = Open("crun");
        var id = Running(engine);
        engine.Ok("exec", id, "sh", "-c", "mkdir -p /tmp/d/e; echo inner >/tmp/d/e/f");
        var tar = Path.Combine(Temp, "d.tar");
        using (var running = engine.StartBehind(["sh", "-c", $"exec \"$@\" >{tar}", "sh"], "cp", $"{id}:/tmp/d", "-")) running.Finish().Ok();
        Assert.Equal(["d/", "d/e/", "d/e/f"], Names(tar));
        var created = Created(engine);
        using (var running = engine.StartBehind(["sh", "-c", $"gzip -c {tar} | \"$@\"", "sh"], "cp", "-", $"{created}:/tmp")) running.Finish().Ok();
        engine.Ok("start", created);
        Assert.Equal("inner", engine.Ok("exec", created, "cat", "/tmp/d/e/f"));
        Failure.Says(engine.RunWithInput("this is no archive", "cp", "-", $"{id}:/tmp"), 125, "source must be a (compressed) tar archive when copying from stdin");
        using (var running = engine.StartBehind(["sh", "-c", $"exec \"$@\" <{tar}", "sh"], "cp", "-", $"{id}:/nosuch"))
            Failure.Says(running.Finish(), 125, "destination must be a directory when copying from stdin");
    }

    private static List<string> Names(string archive)
    {
        using var reader = new TarReader(File.OpenRead(archive));
        var names = new List<string>();
        while (reader.GetNextEntry() is { } entry) names.Add(entry.Name);
        return names;
    }

    [Fact]
    public void What_is_mounted_inside_takes_the_copy()
    {
        var engine = Open("crun");
        var outer = Directory.CreateDirectory(Path.Combine(Temp, "outer")).FullName;
        TestUser.Admit(outer);
        var created = Created(engine, "-v", $"{outer}:/not/there");
        engine.Ok("cp", Host("f", "content"), $"{created}:/not/there");
        Assert.Equal("content", File.ReadAllText(Path.Combine(outer, "f")));
        var running = Running(engine, "--tmpfs", "/scratch");
        engine.Ok("cp", Path.Combine(Temp, "f"), $"{running}:/scratch");
        Assert.Equal("content", engine.Ok("exec", running, "cat", "/scratch/f"));
        engine.Ok("cp", Path.Combine(Temp, "f"), $"{running}:/etc/hosts");
        Assert.Equal("content", engine.Ok("exec", running, "cat", "/etc/hosts"));
    }

    [Fact]
    public void A_link_that_leads_out_is_taken_inside()
    {
        NotInPodman("its older version of Debian follows other rules for links");
        var engine = Open("crun");
        var secret = Host("secret", "of the host");
        var id = Running(engine);
        engine.Ok("exec", id, "sh", "-c", $"ln -s {secret} /tmp/file; ln -s {Temp} /tmp/dir; ln -s /../../..{Temp} /tmp/up; ln -s /tmp/new /tmp/dangling");
        Failure.Says(engine.Run("cp", $"{id}:/tmp/file", Out()), 125, "could not be found on container");
        Failure.Says(engine.Run("cp", $"{id}:/tmp/dir/secret", Out()), 125, "could not be found on container");
        Failure.Says(engine.Run("cp", secret, $"{id}:/tmp/up/x"), 125, "could not be found on container");
        engine.Ok("cp", secret, $"{id}:/tmp/dangling");
        Assert.Equal("of the host", engine.Ok("exec", id, "cat", "/tmp/new"));
        Assert.Equal(["secret"], Directory.GetFileSystemEntries(Temp).Select(Path.GetFileName).Where(name => name != "out"));
    }

    /// <summary>A process inside turns a directory into a link to the host's place and back, as fast as it can, while files go in and out.</summary>
    [Fact]
    public void A_process_that_swaps_links_never_leads_a_copy_out()
    {
        NotInPodman("what is shown is hull's own promise");
        var engine = Open("crun");
        const string marker = "hull-cp-escape";
        Directory.CreateDirectory(Path.Combine(Temp, "dir/sub"));
        Host($"dir/sub/{marker}", "escaped");
        const string swap = "mkdir -p /w/sub; touch /w/sub/own; while :; do mv /w/sub /w/kept; ln -s /proc/1/root/var/tmp /w/sub; rm /w/sub; ln -s ../../../../var/tmp /w/sub; rm /w/sub; mv /w/kept /w/sub; done";
        var id = engine.Ok("run", "-d", "--network", "none", Image, "sh", "-c", swap);
        Eventually.Holds("the swapping has begun", () => engine.Run("exec", id, "test", "-d", "/w").Code == 0);
        for (var round = 0; round < 25; round++)
        {
            // Each may fail, since what it finds is torn; none may leave the root.
            engine.Run("cp", Path.Combine(Temp, "dir/."), $"{id}:/w");
            engine.Run("cp", $"{id}:/w/sub", Out(round.ToString()));
        }
        Assert.False(Bed.Inside(() => File.Exists(Path.Combine("/var/tmp", marker))), "a file was written to the host");
    }
}
