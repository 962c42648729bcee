using System.Formats.Tar;
using System.IO.Compression;
using Hull.Images.Transports;
using Hull.Oci;

namespace Hull.Images.Tests;

/// <summary>An image made for a test: its layers as tars of a few files.</summary>
internal sealed class TestImage
{
    public TestImage(params byte[][] layers)
    {
        Layers = layers;
        Config = new ImageConfig
        {
            Architecture = "amd64",
            Os = "linux",
            Created = new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Author = "the tests",
            Config = new ContainerDefaults { Cmd = ["/bin/x"], Env = ["A=1"], Labels = new Dictionary<string, string> { ["k"] = "v" } },
            RootFs = new RootFs { Type = "layers", DiffIds = [.. layers.Select(layer => Digest.Of(Plain(layer)))] },
            History = [.. layers.Select((_, i) => new HistoryEntry { CreatedBy = $"step {i}" })],
        };
    }

    /// <summary>The blobs, lowest first.</summary>
    public byte[][] Layers { get; }

    public ImageConfig Config { get; set; }

    public byte[] ConfigBytes => Config.ToJson();

    public string Id => Digest.Of(ConfigBytes).Hex;

    /// <summary>A manifest of a family with the blobs as they are.</summary>
    public ManifestDocument Manifest(string type = MediaTypes.OciManifest) => ManifestDocument.Of(new Manifest
    {
        SchemaVersion = 2,
        MediaType = type,
        Config = new Descriptor { MediaType = type == MediaTypes.OciManifest ? MediaTypes.OciConfig : MediaTypes.DockerConfig, Digest = Digest.Of(ConfigBytes), Size = ConfigBytes.Length },
        Layers = [.. Layers.Select(layer => new Descriptor { MediaType = MediaTypes.LayerOf(type, CompressionOf(layer)), Digest = Digest.Of(layer), Size = layer.Length })],
    });

    /// <summary>A tar of files, in order; a name that ends in '/' is a directory.</summary>
    public static byte[] Tar(params (string Name, string Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var isDirectory = name.EndsWith('/');
                var entry = new PaxTarEntry(isDirectory ? TarEntryType.Directory : TarEntryType.RegularFile, name)
                {
                    Mode = (UnixFileMode)(isDirectory ? 0x1ed : 0x1a4),
                    ModificationTime = DateTimeOffset.UnixEpoch,
                };
                if (!isDirectory) entry.DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content));
                tar.WriteEntry(entry);
            }
        }
        return stream.ToArray();
    }

    public static byte[] Gzip(byte[] plain)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest)) gzip.Write(plain);
        return stream.ToArray();
    }

    public static byte[] Zstd(byte[] plain)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(plain).ToArray();
    }

    /// <summary>A docker-archive of images with names.</summary>
    public static byte[] DockerArchive(params (TestImage Image, string[] Names)[] images)
    {
        using var stream = new MemoryStream();
        var tar = new UstarWriter(stream);
        var items = new List<string>();
        foreach (var (image, names) in images)
        {
            foreach (var layer in image.Layers) tar.File(Digest.Of(layer).Hex + ".tar", layer);
            tar.File(image.Id + ".json", image.ConfigBytes);
            var layers = string.Join(',', image.Layers.Select(layer => $"\"{Digest.Of(layer).Hex}.tar\""));
            items.Add($$"""{"Config":"{{image.Id}}.json","RepoTags":[{{string.Join(',', names.Select(name => $"\"{name}\""))}}],"Layers":[{{layers}}]}""");
        }
        tar.File("manifest.json", System.Text.Encoding.UTF8.GetBytes($"[{string.Join(',', items)}]"));
        tar.Finish();
        return stream.ToArray();
    }

    /// <summary>The files of an OCI layout, by name.</summary>
    public Dictionary<string, byte[]> OciLayout(string? name = null, string type = MediaTypes.OciManifest)
    {
        var manifest = Manifest(type);
        var annotations = name is null ? "" : $$""","annotations":{"org.opencontainers.image.ref.name":"{{name}}"}""";
        var index = $$"""{"schemaVersion":2,"manifests":[{"mediaType":"{{type}}","digest":"{{manifest.Digest}}","size":{{manifest.Raw.Length}}{{annotations}} }]}""";
        var files = new Dictionary<string, byte[]>
        {
            ["oci-layout"] = """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray(),
            ["index.json"] = System.Text.Encoding.UTF8.GetBytes(index),
            [ReadOciLayout.BlobFile(manifest.Digest)] = manifest.Raw.ToArray(),
            [ReadOciLayout.BlobFile(Digest.Of(ConfigBytes))] = ConfigBytes,
        };
        foreach (var layer in Layers) files[ReadOciLayout.BlobFile(Digest.Of(layer))] = layer;
        return files;
    }

    /// <summary>A tar of files by name.</summary>
    public static byte[] Archive(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        using var stream = new MemoryStream();
        var tar = new UstarWriter(stream);
        foreach (var (name, content) in files) tar.File(name, content);
        tar.Finish();
        return stream.ToArray();
    }

    /// <summary>The same files in a directory.</summary>
    public static void WriteTo(string directory, IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        foreach (var (name, content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(directory, name))!);
            File.WriteAllBytes(Path.Combine(directory, name), content);
        }
    }

    private static LayerCompression CompressionOf(byte[] blob) => Images.Store.Decompression.Of(blob, "test");

    private static byte[] Plain(byte[] blob)
    {
        using var plain = Images.Store.Decompression.Open(new MemoryStream(blob), "test", out _);
        using var copy = new MemoryStream();
        plain.CopyTo(copy);
        return copy.ToArray();
    }
}
