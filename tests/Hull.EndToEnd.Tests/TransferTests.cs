using System.IO.Compression;
using System.Text.Json;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>load, save and import: what goes in comes out, and podman and skopeo read it with the same digests.</summary>
public sealed class TransferTests(EngineBed bed) : EngineTest(bed)
{
    private const string Layers = "localhost/test/layers:latest";

    [Fact]
    public void Load_says_what_it_loaded()
    {
        var engine = Open("crun");
        Assert.Equal($"Loaded image: {Layers}", engine.Ok("load", "-i", Repository.Image("layers")));
        Assert.Equal("ok", engine.Ok("run", "--rm", "--network", "none", Layers, "echo", "ok"));
        Assert.Equal($"Loaded image: {Layers}", engine.Ok("load", "--quiet", "--input", Repository.Image("layers")));   // again: no fault
        engine.Ok("rmi", Layers);
    }

    [Fact]
    public void Load_reads_standard_input()
    {
        var engine = Open("crun");
        using var running = engine.StartBehind(["/bin/sh", "-c", $"exec \"$@\" <{Repository.Image("layers")}", "sh"], "load");
        Assert.Equal($"Loaded image: {Layers}", running.Finish().Ok());
        engine.Ok("rmi", Layers);
    }

    [Fact]
    public void Load_unpacks_a_compressed_archive()
    {
        var engine = Open("crun");
        var packed = Path.Combine(Temp, "layers.tar.gz");
        using (var from = File.OpenRead(Repository.Image("layers")))
        using (var to = new GZipStream(File.Create(packed), CompressionLevel.Fastest)) from.CopyTo(to);
        Assert.Equal($"Loaded image: {Layers}", engine.Ok("load", "-i", packed));
        engine.Ok("rmi", Layers);
    }

    [Theory]
    [InlineData("docker-archive")]
    [InlineData("oci-archive")]
    [InlineData("oci-dir")]
    [InlineData("docker-dir")]
    public void What_is_saved_can_be_loaded_again_and_is_the_same_image(string format)
    {
        var engine = Open("crun");
        engine.Ok("load", "-i", Repository.Image("layers"));
        var id = Id(engine, Layers);
        var saved = Path.Combine(Temp, "saved");
        engine.Ok("save", "--format", format, "-o", saved, Layers);
        engine.Ok("rmi", Layers);
        var printed = engine.Ok("load", "-i", saved);
        Assert.StartsWith("Loaded image: ", printed);
        var name = printed["Loaded image: ".Length..];
        // A directory carries no name: podman calls such an image by its id or by the folder.
        if (format.EndsWith("archive", StringComparison.Ordinal)) Assert.Equal(Layers, name);
        if (format != "oci-archive" && format != "oci-dir") Assert.Equal(id, Id(engine, name));
        Assert.Equal("two", engine.Ok("run", "--rm", "--network", "none", name, "cat", "/keep/two"));
        engine.Ok("rmi", "-f", name);
    }

    [Theory]
    [InlineData("docker-archive", "docker-archive:")]
    [InlineData("oci-archive", "oci-archive:")]
    [InlineData("oci-dir", "oci:")]
    [InlineData("docker-dir", "dir:")]
    public void Skopeo_reads_what_is_saved_with_the_same_digests(string format, string transport)
    {
        var engine = Open("crun");
        var saved = Path.Combine(Temp, "saved");
        engine.Ok("save", "--format", format, "-o", saved, ConfigImage);
        var seen = Shell.Run("skopeo", "inspect", "--config", transport + saved);
        using var config = JsonDocument.Parse(seen.Ok());
        var layers = config.RootElement.GetProperty("rootfs").GetProperty("diff_ids").EnumerateArray().Select(e => e.GetString()).ToArray();
        Assert.Equal(string.Join(' ', layers), engine.Ok("image", "inspect", "--format", "{{range $i, $l := .RootFS.Layers}}{{if $i}} {{end}}{{$l}}{{end}}", ConfigImage));
        // A copy makes skopeo read every layer and compare it with its digest.
        Assert.Equal(0, Shell.Run("skopeo", "copy", transport + saved, "dir:" + Path.Combine(Temp, "copy")).Code);
    }

    [Theory]
    [InlineData("docker-archive")]
    [InlineData("oci-archive")]
    public void Podman_loads_what_is_saved(string format)
    {
        var engine = Open("crun");
        var saved = Path.Combine(Temp, "saved");
        engine.Ok("save", "--format", format, "-o", saved, ConfigImage);
        string[] podman = ["/usr/bin/podman", "--root", Path.Combine(Temp, "r"), "--runroot", Path.Combine(Temp, "rr"), "--storage-driver", "vfs"];
        Assert.Contains($"Loaded image: {ConfigImage}", Bed.Run([.. podman, "load", "-i", saved]).Ok());
        var seen = Bed.Run([.. podman, "image", "inspect", "--format", "{{.Id}} {{.Config.User}} {{len .RootFS.Layers}}", ConfigImage]).Ok();
        if (format == "docker-archive") Assert.StartsWith(Id(engine, ConfigImage), seen);
        Assert.EndsWith(" tester 2", seen);
    }

    [Theory]
    [InlineData("docker-archive:", "docker-archive")]
    [InlineData("oci-archive:", "oci-archive")]
    [InlineData("oci:", "oci")]
    [InlineData("dir:", "dir")]
    public void Loads_what_skopeo_writes(string transport, string kind)
    {
        var engine = Open("crun");
        var made = Path.Combine(Temp, kind);
        var target = kind is "dir" ? transport + made : $"{transport}{made}:{Layers}";
        Shell.Run("skopeo", "copy", "docker-archive:" + Repository.Image("layers"), target).Ok();
        var name = engine.Ok("load", "-i", made)["Loaded image: ".Length..];
        Assert.Equal("two", engine.Ok("run", "--rm", "--network", "none", name, "cat", "/keep/two"));
        engine.Ok("rmi", "-f", name);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public void Loads_layers_of_each_compression(string compression)
    {
        var engine = Open("crun");
        var made = Path.Combine(Temp, "made");
        Shell.Run("skopeo", "copy", "--dest-compress-format", compression, "docker-archive:" + Repository.Image("layers"), $"oci-archive:{made}:{Layers}").Ok();
        Assert.Equal($"Loaded image: {Layers}", engine.Ok("load", "-i", made));
        Assert.Equal("two", engine.Ok("run", "--rm", "--network", "none", Layers, "cat", "/keep/two"));
        engine.Ok("rmi", Layers);
    }

    [Fact]
    public void Several_images_fit_one_archive()
    {
        var engine = Open("crun");
        engine.Ok("load", "-i", Repository.Image("layers"));
        var saved = Path.Combine(Temp, "saved");
        engine.Ok("save", "-m", "-o", saved, Layers, ConfigImage);
        engine.Ok("rmi", Layers);
        var printed = engine.Ok("load", "-i", saved);
        Assert.Contains(Layers, printed);
        Assert.Contains(ConfigImage, printed);
        engine.Ok("rmi", Layers);
    }

    [Fact]
    public void Save_writes_to_standard_output()
    {
        var engine = Open("crun");
        var saved = Path.Combine(Temp, "saved");
        using var running = engine.StartBehind(["/bin/sh", "-c", $"exec \"$@\" >{saved}", "sh"], "save", ConfigImage);
        running.Finish().Ok();
        Assert.Equal(0, Shell.Run("skopeo", "inspect", "docker-archive:" + saved).Code);
    }

    [Fact]
    public void What_is_saved_twice_has_the_same_bytes()
    {
        var engine = Open("crun");
        var paths = new[] { "one", "two" }.Select(name => Path.Combine(Temp, name)).ToArray();
        foreach (var path in paths) engine.Ok("save", "-o", path, ConfigImage);
        Assert.True(File.ReadAllBytes(paths[0]).AsSpan().SequenceEqual(File.ReadAllBytes(paths[1])));
    }

    [Fact]
    public void Import_makes_an_image_of_a_root_file_system()
    {
        var engine = Open("crun");
        var changes = new[] { "CMD [\"/bin/echo\", \"imported\"]", "ENV A=1", "LABEL l=v", "WORKDIR /usr", "USER tester", "EXPOSE 80", "STOPSIGNAL SIGUSR1" };
        string[] options = [.. changes.SelectMany(change => new[] { "--change", change }), "-m", "a remark"];
        var id = engine.Ok(["import", "-q", .. options, Repository.Image("plain"), "localhost/test/imported:1"]);
        Assert.Matches("^(sha256:)?[0-9a-f]{64}$", id);
        Assert.Equal("imported", engine.Ok("run", "--rm", "--network", "none", "localhost/test/imported:1"));
        Assert.Equal("/usr 1 1000", engine.Ok("run", "--rm", "--network", "none", "localhost/test/imported:1", "sh", "-c", "echo $(pwd) $A $(id -u)"));
        var shown = engine.Ok("image", "inspect", "--format", "{{.Config.Labels.l}} {{len .RootFS.Layers}} {{.Comment}}", "localhost/test/imported:1");
        Assert.Equal("v 1 a remark", shown);
        engine.Ok("rmi", "localhost/test/imported:1");
    }

    [Fact]
    public void Import_reads_standard_input_and_compressed_archives()
    {
        var engine = Open("crun");
        using var running = engine.StartBehind(["/bin/sh", "-c", $"gzip -c {Repository.Image("plain")} | \"$@\"", "sh"], "import", "-q", "-", "localhost/test/imported");
        running.Finish().Ok();
        Assert.Equal("ok", engine.Ok("run", "--rm", "--network", "none", "localhost/test/imported", "echo", "ok"));
        engine.Ok("rmi", "localhost/test/imported");
    }

    [Fact]
    public void Import_refuses_a_change_it_does_not_know() => Failure.Says(
        Open("crun").Run("import", "--change", "FROM scratch", Repository.Image("plain"), "localhost/test/imported"), 125, "FROM");

    private static string Id(TestedEngine engine, string name) => engine.Ok("image", "inspect", "--format", "{{.Id}}", name);
}
