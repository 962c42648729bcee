using System.Text.Json;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Completion with live names, the manual, specs of containers, labels that are commands, and checks of the store.</summary>
public sealed class CommandLineTests(EngineBed bed) : EngineTest(bed)
{
    [Fact]
    public void Names_are_completed_live()
    {
        var engine = Open("crun");
        engine.Ok("create", "--name", "sleeping", "--network", "none", Image);
        engine.Ok("run", "-d", "--name", "working", "--network", "none", Image, "sleep", "1000");
        Assert.Equal(["sleeping", "working"], Complete(engine, "rm", ""));
        Assert.Equal(["working"], Complete(engine, "exec", ""));
        Assert.Equal(["sleeping"], Complete(engine, "start", ""));
        Assert.Equal(["sleeping"], Complete(engine, "rm", "working", ""));
        Assert.Contains("localhost/test/busybox:latest", Complete(engine, "run", ""));
        Assert.Contains("localhost/test/busybox:latest", Complete(engine, "run", "--rm", "-it", "--name", "x", "loc"));
        var id = engine.Ok("inspect", "--format", "{{.Id}}", "working");
        Assert.Equal([id[..12]], Complete(engine, "inspect", id[..6]));
        Assert.Equal(["container:working"], Complete(engine, "run", "--pid", "container:w"));
    }

    [Fact]
    public void Paths_inside_are_completed()
    {
        NotInPodman("4.3.1 lists directories and files otherwise");
        var engine = Open("crun");
        foreach (var verb in new[] { "run", "create" })
        {
            Assert.Contains("/etc/", Complete(engine, verb, Image, ""));
            Assert.Contains("/etc/passwd", Complete(engine, verb, Image, "/etc"));
            Assert.Equal(["/etc/passwd"], Complete(engine, verb, Image, "/etc/pass"));
            Assert.Contains("etc/", Complete(engine, verb, Image, "e"));
            // What leads out of an image on the host does not.
            Assert.Contains("../../etc/passwd", Complete(engine, verb, "--rm", Image, "cat", "../../etc/"));
        }
        engine.Ok("run", "--name", "box", "--network", "none", Image, "sh", "-c", "mkdir /empty /tmp/d; touch /tmp/one /tmp/onemore; ln -s / /tmp/d/up; ln -s /proc/self/root/etc/passwd /tmp/d/out");
        Assert.Contains("box:", Complete(engine, "cp", ""));
        Assert.Contains("box:/etc/", Complete(engine, "cp", "box:"));
        Assert.Equal(["box:/tmp/d/", "box:/tmp/one", "box:/tmp/onemore"], Complete(engine, "cp", "box:/tmp"));
        Assert.Equal(["box:/tmp/one", "box:/tmp/onemore"], Complete(engine, "cp", "box:/tmp/one"));
        Assert.Equal(["box:/tmp/d/out", "box:/tmp/d/up/"], Complete(engine, "cp", "box:/tmp/d/"));
        Assert.Equal(["box:/empty/"], Complete(engine, "cp", "box:/empty"));
        Assert.Empty(Complete(engine, "cp", "box:/not/there"));
        Assert.Empty(Complete(engine, "cp", "nobody:/"));
        engine.Ok("run", "-d", "--name", "working", "--network", "none", "--tmpfs", "/scratch", Image, "sh", "-c", "touch /scratch/x; sleep 1000");
        Eventually.Equal("/scratch/x", () => string.Join(' ', Complete(engine, "exec", "working", "/scratch/")));
    }

    [Fact]
    public void A_shell_gets_its_script()
    {
        NotInPodman("has scripts of its own");
        var engine = Open("crun");
        Assert.Contains("complete -o default -F __hull_complete hull", engine.Ok("completion", "bash"));
        engine.Ok("completion", "-f", Path.Combine(Temp, "_hull"), "zsh");
        Assert.StartsWith("#compdef hull\n", File.ReadAllText(Path.Combine(Temp, "_hull")));
        Failure.Says(engine.Run("completion", "tcsh"), 125, "must be one of bash, zsh, fish, powershell");
    }

    [Fact]
    public void Each_command_has_a_manual_page()
    {
        NotInPodman("has pages of its own");
        var folder = Path.Combine(Temp, "man");
        Open("crun").Ok("__manual", folder);
        Assert.StartsWith(".TH \"HULL\\-RUN\" \"1\"", File.ReadAllText(Path.Combine(folder, "hull-run.1")));
        Assert.Equal(".so man1/hull-run.1\n", File.ReadAllText(Path.Combine(folder, "hull-container-run.1")));
    }

    [Fact]
    public void A_spec_is_the_body_of_create()
    {
        var engine = Open("crun");
        engine.Ok("create", "--name", "box", "--network", "none", "--hostname", "here", "-e", "A=b", Image, "echo", "hello");
        using var spec = JsonDocument.Parse(engine.Ok("generate", "spec", "--compact", "box"));
        Assert.Equal("box-clone", spec.RootElement.GetProperty("name").GetString());
        Assert.Equal("echo", spec.RootElement.GetProperty("command")[0].GetString());
        Assert.Equal("here", spec.RootElement.GetProperty("hostname").GetString());
        Assert.Equal("b", spec.RootElement.GetProperty("env").GetProperty("A").GetString());
        var path = Path.Combine(Temp, "spec.json");
        Assert.Equal(path, engine.Ok("generate", "spec", "--name=false", "-f", path, "box"));
        Assert.Contains("\"name\": \"box\"", Bed.Inside(() => File.ReadAllText(path)));
        Failure.Says(engine.Run("generate", "spec", "nope"), 125, "could not find a pod or container with the id nope");
    }

    [Fact]
    public void A_label_is_shown_and_run()
    {
        NotInPodman("import takes the quotes for a part of the label");
        var engine = Open("crun");
        engine.Ok("import", "-q", "--change", "LABEL INSTALL=\"podman run --rm ${OPT1} -e N=NAME --name ${NAME} ${IMAGE} ${OPT2} end\"", Repository.Image("plain"), "localhost/test/labelled:1");
        engine.Ok("import", "-q", "--change", "LABEL RUN=\"/bin/echo of $NAME IMAGE\"", Repository.Image("plain"), "localhost/test/runs:1");
        try
        {
            var shown = engine.Ok("container", "runlabel", "--display", "--opt1", "-i", "install", "localhost/test/labelled:1", "more");
            Assert.EndsWith(" run --rm -i -e N=NAME --name labelled localhost/test/labelled:1 end more", shown);
            Assert.Equal("of me localhost/test/runs:1", engine.Ok("container", "runlabel", "--name", "me", "run", "localhost/test/runs:1"));
            Failure.Says(engine.Run("container", "runlabel", "uninstall", "localhost/test/runs:1"), 125, "cannot find the value of label: uninstall in image: localhost/test/runs:1");
        }
        finally
        {
            engine.Ok("rmi", "localhost/test/labelled:1", "localhost/test/runs:1");
        }
    }

    [Fact]
    public void Damage_of_the_store_is_found_and_repaired()
    {
        NotInPodman("4.3 has no system check");
        var folder = Path.Combine(Bed.Folder, "check");
        Directory.CreateDirectory(folder);
        var engine = new TestedEngine(Bed, folder, "crun");
        engine.Ok("load", "-q", "-i", Repository.Image("busybox"));
        engine.Ok("create", "--name", "box", "--network", "none", Image);
        engine.Ok("system", "check");
        engine.Ok("system", "renumber");
        var blob = Bed.Inside(() => Directory.GetFiles(Path.Combine(engine.Root, "blobs", "sha256"))[0]);
        Bed.Inside(() =>
        {
            using var file = new FileStream(blob, FileMode.Open, FileAccess.ReadWrite);
            file.WriteByte((byte)'!');
            return 0;
        });
        engine.Ok("system", "check", "--quick");
        var told = engine.Run("system", "check");
        Failure.Says(told, 125, "damage detected in local storage");
        Assert.Contains("checksum failed", told.Out);
        Failure.Says(engine.Run("system", "check", "--repair"), 125, "damage detected");
        Assert.Contains("removed image", engine.Ok("system", "check", "--repair", "--force"));
        Assert.Equal("", engine.Ok("ps", "-aq"));
        Assert.Equal("", engine.Ok("images", "-q"));
        engine.Ok("system", "reset", "--force");
    }

    private static string[] Complete(TestedEngine engine, params string[] words)
    {
        // The store is named on the line that is completed.
        var process = StartOn(engine, ["__completeNoDesc", .. engine.Options(), .. words]);
        using (process)
        {
            process.CloseInput();
            return [.. process.Finish().Lines.Where(static line => !line.StartsWith(':')).Order(StringComparer.Ordinal)];
        }
    }

    private static Running StartOn(TestedEngine engine, string[] arguments)
    {
        string[] words = [.. TestUser.Wrapper, TestedEngine.Binary, .. arguments];
        return new Running(engine.Bed.Start(words[0], words[1..], engine.Environments(), null), string.Join(' ', arguments));
    }
}
