using Hull.Core;
using Hull.Images.Transports;
using Hull.Oci;

namespace Hull.Images;

/// <summary>The image that the executable carries inside: one static program, so that the first `run` needs no registry.</summary>
public static class EmbeddedImage
{
    /// <summary>Its name.</summary>
    public static ImageReference Name { get; } = ImageReference.Parse("localhost/hull/hello:latest");

    /// <summary>The image of that name; made from the program if there is none. One that a user gave the name to is left alone.</summary>
    /// <param name="store">The store.</param>
    /// <param name="program">A static ELF executable; it becomes /hello.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EngineException">The store cannot be written.</exception>
    public static async Task<ImageRecord> EnsureAsync(ImageStore store, ReadOnlyMemory<byte> program, CancellationToken cancellationToken)
    {
        if (store.Find(Name.ToString()) is { } here) return here;
        using var tar = new MemoryStream();
        var writer = new UstarWriter(tar);
        writer.File("hello", program.Span, mode: 0x1ed); // 0755
        writer.Finish();
        tar.Position = 0;
        using var ingest = store.BeginIngest();
        var layer = await ingest.AddLayerAsync(new LayerBlob { What = "the embedded hello image" }, tar, cancellationToken).ConfigureAwait(false);
        var config = Config(layer, store.Settings.Clock.GetUtcNow()).ToJson();
        var manifest = ComposeManifest.Oci(Digest.Of(config), config.Length, [layer]);
        ingest.Add(new NewImage { Manifest = manifest, Config = config, Layers = [layer], Names = [Name] }, cancellationToken);
        return ingest.Commit()[0];
    }

    private static ImageConfig Config(StagedLayer layer, DateTimeOffset now) => new()
    {
        Created = now,
        Architecture = Platform.Host.Architecture,
        Os = Platform.Host.Os,
        Config = new ContainerDefaults
        {
            Cmd = ["/hello"],
            WorkingDir = "/",
            Labels = new Dictionary<string, string>
            {
                ["org.opencontainers.image.title"] = "hello",
                ["org.opencontainers.image.description"] = "Hull's first container: it says what has just happened",
            },
        },
        RootFs = new RootFs { Type = "layers", DiffIds = [layer.DiffId] },
        History = [new HistoryEntry { Created = now, CreatedBy = "hull: the program carried inside the executable", Comment = "made on first use" }],
    };
}
