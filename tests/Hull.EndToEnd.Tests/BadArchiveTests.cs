using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Archives that are broken or lie: refused with 125 and one line; image, layers and temporary files do not stay behind.</summary>
public sealed class BadArchiveTests(EngineBed bed) : EngineTest(bed)
{
    private const string Config = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"DIFF\"]}}";

    [Theory]
    [InlineData("load", "")]
    [InlineData("load", "this is no archive at all")]
    [InlineData("load", "{\"schemaVersion\":2}")]
    [InlineData("import", "this is no archive at all")]
    public void Something_else(string command, string content) =>
        Refused(command, TempFile("file", content), TestedEngine.IsPodman && command == "import");

    [Theory]
    [InlineData("load")]
    [InlineData("import")]
    public void A_file_that_is_not_there(string command) => Failure.Says(Open("crun").Run(Words(command, "/not/there.tar")), 125, "/not/there.tar", "no such file");

    [Theory]
    [InlineData("load", 0.1)]
    [InlineData("load", 0.5)]
    [InlineData("load", 0.9)]
    [InlineData("import", 0.5)]
    public void An_archive_that_ends_too_soon(string command, double part)
    {
        var whole = File.ReadAllBytes(Repository.Image(command == "load" ? "layers" : "plain"));
        Refused(command, TempFile("file", whole[..(int)(whole.Length * part)]), false);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    public void A_compressed_archive_with_wrong_bytes(double place)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(File.ReadAllBytes(Repository.Image("layers")));
        var packed = memory.ToArray();
        for (var i = 0; i < 64; i++) packed[(int)(packed.Length * place) + i] ^= 0x5a;
        Refused("load", TempFile("file", packed), false);
    }

    [Fact]
    public void A_layer_whose_bytes_are_not_those_of_its_digest()
    {
        NotInPodman("does not compare a docker-archive's layers with the configuration");
        // In a layer that the store does not have: one that it has need not be read again. The archive stays well formed.
        var whole = File.ReadAllBytes(Repository.Image("layers"));
        "ABOVE\n"u8.CopyTo(whole.AsSpan(whole.AsSpan().IndexOf("above\n"u8)));
        var result = Refused("load", TempFile("file", whole), false);
        Assert.Contains("it unpacks to sha256:", result.Error);
    }

    [Fact]
    public void A_configuration_that_is_no_json() => Refused("load", Archive("not json", Layer()), false);

    [Fact]
    public void A_configuration_that_names_more_layers_than_there_are() =>
        Refused("load", Archive(Config.Replace("\"DIFF\"", "\"DIFF\",\"DIFF\""), Layer()), false);

    [Fact]
    public void A_configuration_whose_digest_is_none() => Refused("load", Archive(Config.Replace("DIFF", "sha256:../../../etc"), Layer(), literal: true), false);

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("missing.tar")]
    public void A_manifest_that_points_elsewhere(string layer) => Refused("load", Archive(Config, Layer(), layerName: layer), false);

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[{\"Config\":5}]")]
    [InlineData("[{\"Config\":\"config.json\",\"RepoTags\":[\"UPPER/x\"],\"Layers\":[\"layer.tar\"]}]")]
    [InlineData("null")]
    public void A_manifest_that_makes_no_sense(string manifest)
    {
        if (manifest is "[]" or "null") NotInPodman("loads nothing and is content");
        Refused("load", Archive(Config, Layer(), manifest: manifest), false);
    }

    [Theory]
    [InlineData("../out", null)]
    [InlineData("a/../../out", null)]
    [InlineData("link/out", "/")]
    [InlineData("link/out", "../../../../../../..")]
    public void A_layer_that_reaches_out_of_the_root(string member, string? link)
    {
        // podman keeps what goes through a link inside the root, hull refuses or keeps it: nothing may appear outside.
        var marker = $"out-{Guid.NewGuid():N}";
        var engine = Open("crun");
        var result = engine.Run("load", "-i", Archive(Config, Layer(member.Replace("out", marker), link)));
        if (result.Code == 0) engine.Ok("rmi", "localhost/test/made:latest");
        else Failure.IsOneLine(result);
        foreach (var place in new[] { "/", "/tmp", engine.Root, engine.Folder, Path.Combine(engine.Root, "..") })
        {
            Assert.False(File.Exists(Path.Combine(place, marker)), place);
        }
    }

    [Fact]
    public void An_oci_layout_whose_blob_has_another_digest()
    {
        NotInPodman("refuses it as well, but leaves the layers before it behind");
        var layout = Path.Combine(Temp, "layout");
        Shell.Run("skopeo", "copy", "docker-archive:" + Repository.Image("layers"), $"oci:{layout}:localhost/test/made:latest").Ok();
        // The second in size is a layer that the store does not have; the largest is the base, which it has and need not read again.
        var blob = new DirectoryInfo(Path.Combine(layout, "blobs/sha256")).GetFiles()
            .Where(file => File.ReadAllBytes(file.FullName)[0] != (byte)'{').OrderByDescending(file => file.Length).ElementAt(1);
        var bytes = File.ReadAllBytes(blob.FullName);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(blob.FullName, bytes);
        Refused("load", layout, false);
    }

    [Fact]
    public void An_oci_layout_whose_manifest_is_of_another_type()
    {
        var layout = Path.Combine(Temp, "layout");
        Shell.Run("skopeo", "copy", "docker-archive:" + Repository.Image("layers"), $"oci:{layout}:localhost/test/made:latest").Ok();
        var index = Path.Combine(layout, "index.json");
        File.WriteAllText(index, File.ReadAllText(index).Replace("application/vnd.oci.image.manifest.v1+json", "application/vnd.example.other+json"));
        Refused("load", layout, false);
    }

    private Result Refused(string command, string path, bool takenByPodman)
    {
        var result = Open("crun").Run(Words(command, path));
        if (takenByPodman)
        {
            Open("crun").Run("rmi", "localhost/test/made:latest");
            Assert.Skip("podman: takes it for a file system");
        }
        Failure.Says(result, 125);
        return result;
    }

    private static string[] Words(string command, string path) =>
        command == "load" ? ["load", "-i", path] : ["import", path, "localhost/test/made:latest"];

    private string TempFile(string name, byte[] content)
    {
        var path = Path.Combine(Temp, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static byte[] Layer(string member = "file", string? link = null)
    {
        using var memory = new MemoryStream();
        using (var writer = new TarWriter(memory, TarEntryFormat.Pax, leaveOpen: true))
        {
            if (link is not null) writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = link });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, member) { DataStream = new MemoryStream("content"u8.ToArray()) });
        }
        return memory.ToArray();
    }

    // A docker-archive of one layer. DIFF in the configuration stands for the layer's digest.
    private string Archive(string config, byte[] layer, string? manifest = null, string layerName = "layer.tar", bool literal = false)
    {
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(layer));
        if (!literal) config = config.Replace("DIFF", digest);
        manifest ??= $"[{{\"Config\":\"config.json\",\"RepoTags\":[\"localhost/test/made:latest\"],\"Layers\":[\"{layerName}\"]}}]";
        var path = Path.Combine(Temp, "made.tar");
        using var writer = new TarWriter(File.Create(path), TarEntryFormat.Pax);
        Add(writer, "config.json", Encoding.UTF8.GetBytes(config));
        Add(writer, "layer.tar", layer);
        Add(writer, "manifest.json", Encoding.UTF8.GetBytes(manifest));
        return path;
    }

    private static void Add(TarWriter writer, string name, byte[] content) =>
        writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
}
