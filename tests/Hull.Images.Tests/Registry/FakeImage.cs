using Hull.Oci;

namespace Hull.Images.Tests.Registry;

/// <summary>An image as a registry has it. Its documents may be bent before they are put there; all digests that nobody bends are right.</summary>
internal sealed class FakeImage(params byte[][] layers)
{
    private readonly TestImage _image = new(layers);

    /// <summary>The layers' blobs, lowest first.</summary>
    public byte[][] Layers => _image.Layers;

    public byte[] Config { get => field ?? _image.ConfigBytes; set; }

    public string Id => Digest.Of(Config).Hex;

    /// <summary>Bends the manifest.</summary>
    public Func<Manifest, Manifest> Bend { get; init; } = static manifest => manifest;

    /// <summary>Bends the configuration.</summary>
    public Func<ImageConfig, ImageConfig> BendConfig
    {
        init => Config = value(_image.Config).ToJson();
    }

    /// <summary>The manifest, bent.</summary>
    public ManifestDocument Manifest
    {
        get
        {
            var manifest = _image.Manifest().Manifest!;
            return ManifestDocument.Of(Bend(manifest with { Config = manifest.Config with { Digest = Digest.Of(Config), Size = Config.Length } }));
        }
    }

    public Digest Layer(int index) => Digest.Of(Layers[index]);

    /// <summary>A layer of one file of noise, so long that it stays so under compression.</summary>
    public static byte[] Noise(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return TestImage.Gzip(TestImage.Tar(("noise", Convert.ToBase64String(bytes))));
    }

    /// <summary>Puts it on a registry by a tag and by its digest.</summary>
    public FakeImage PutOn(FakeRegistry registry, string repository = "team/app", string tag = "1")
    {
        foreach (var blob in Layers.Append(Config)) registry.Blobs[$"{repository}@{Digest.Of(blob)}"] = blob;
        var manifest = Manifest;
        Put(registry, manifest.MediaType, manifest.Raw.ToArray(), repository, tag);
        return this;
    }

    /// <summary>Puts a document on a registry by a tag and by its digest.</summary>
    /// <returns>A descriptor of it.</returns>
    public static Descriptor Put(FakeRegistry registry, string type, byte[] raw, string repository = "team/app", string tag = "1")
    {
        var digest = Digest.Of(raw);
        registry.Manifests[$"{repository}:{tag}"] = registry.Manifests[$"{repository}:{digest}"] = (type, raw);
        return new Descriptor { MediaType = type, Digest = digest, Size = raw.Length, Platform = Platform.Host };
    }

    /// <summary>Puts an index of manifests on a registry.</summary>
    /// <returns>A descriptor of it.</returns>
    public static Descriptor PutIndex(FakeRegistry registry, params Descriptor[] manifests)
    {
        var index = ManifestDocument.Of(new ImageIndex { SchemaVersion = 2, MediaType = MediaTypes.OciIndex, Manifests = manifests });
        return Put(registry, MediaTypes.OciIndex, index.Raw.ToArray());
    }
}
