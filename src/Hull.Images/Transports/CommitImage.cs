using System.IO.Pipelines;
using Hull.Core;
using Hull.Images.Store;
using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>
/// Makes an image of another one and a layer on top (`commit`). The layer's tar is hashed, kept as a blob and unpacked while it is written,
/// so that what the store has is what the tar says.
/// </summary>
public sealed class CommitImage
{
    // The writer may be this far ahead of the one who hashes and unpacks.
    private const int Ahead = 4 << 20;
    private const int BufferSize = 256 * 1024;

    private readonly ImageStore _store;

    /// <summary>Commits to a store.</summary>
    public CommitImage(ImageStore store) => _store = store;

    /// <summary>Takes the layer in and records the image.</summary>
    /// <param name="writeLayer">Writes the layer's plain tar; called once, on a thread of its own.</param>
    /// <param name="options">What the image is to be.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="EngineException">What the writer threw; ResourceExhausted: the disk is full. Nothing is recorded then.</exception>
    public Task<ImageRecord> FromLayerAsync(Action<Stream> writeLayer, CommitOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(writeLayer);
        ArgumentNullException.ThrowIfNull(options);
        return StoreErrors.GuardAsync("commit", () => TakeAsync(writeLayer, options, cancellationToken));
    }

    private async Task<ImageRecord> TakeAsync(Action<Stream> writeLayer, CommitOptions options, CancellationToken cancellationToken)
    {
        using var ingest = _store.BeginIngest();
        List<StagedLayer> layers = options is { Base: { } below, Squash: false } ? LayersOf(ingest, below) : [];
        layers.Add(await TakeLayerAsync(ingest, writeLayer, options.Base, cancellationToken).ConfigureAwait(false));
        var config = Config(layers, options).ToJson();
        var manifest = options.IsDocker
            ? ComposeManifest.Docker(Digest.Of(config), config.Length, layers)
            : ComposeManifest.Oci(Digest.Of(config), config.Length, layers);
        ingest.Add(new NewImage { Manifest = manifest, Config = config, Layers = layers, Names = options.Name is { } name ? [name] : [] }, cancellationToken);
        return ingest.Commit()[0];
    }

    private List<StagedLayer> LayersOf(ImageIngest ingest, ImageRecord image) =>
    [
        .. _store.Manifest(image).Manifest!.Layers.Select(layer => ingest.Reuse(layer.Digest)
            ?? throw new EngineException(ErrorKind.Corrupt, $"image {image.ShortId}: blob {layer.Digest} is missing in the store", "pull or load the image again")),
    ];

    private static async Task<StagedLayer> TakeLayerAsync(ImageIngest ingest, Action<Stream> write, ImageRecord? below, CancellationToken cancellationToken)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: Ahead, resumeWriterThreshold: Ahead / 2, useSynchronizationContext: false));
        var writing = Task.Factory.StartNew(() => Write(pipe.Writer, write), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            var algorithm = below is { Layers: [{ } first, ..] } ? first.DiffId.Algorithm : DigestAlgorithm.Sha256;
            var source = pipe.Reader.AsStream();
            await using (source.ConfigureAwait(false))
            {
                var layer = await ingest.AddLayerAsync(new LayerBlob { What = "the new layer", DiffAlgorithm = algorithm }, source, cancellationToken).ConfigureAwait(false);
                await writing.ConfigureAwait(false);
                return layer;
            }
        }
        catch
        {
            // The writer finds its reader gone; its own error, where it has one, is what the reader has thrown.
            await pipe.Reader.CompleteAsync().ConfigureAwait(false);
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private static void Write(PipeWriter pipe, Action<Stream> write)
    {
        try
        {
            using (var output = new BufferedStream(pipe.AsStream(leaveOpen: true), BufferSize)) write(output);
            pipe.Complete();
        }
        catch (Exception e)
        {
            pipe.Complete(e);
            throw;
        }
    }

    private ImageConfig Config(IReadOnlyList<StagedLayer> layers, CommitOptions options)
    {
        var now = _store.Settings.Clock.GetUtcNow();
        var below = options.Base?.Config;
        var platform = below?.Platform ?? Platform.Host;
        var step = new HistoryEntry
        {
            Created = now,
            CreatedBy = options.CreatedBy,
            Author = options.Author,
            Comment = options.BaseName is { } name ? $"FROM {name}" : null,
        };
        return new ImageConfig
        {
            Created = now,
            Author = options.Author ?? below?.Author,
            Architecture = platform.Architecture,
            Variant = platform.Variant,
            Os = platform.Os,
            OsVersion = platform.OsVersion,
            OsFeatures = platform.OsFeatures,
            Config = options.Defaults,
            RootFs = new RootFs { Type = "layers", DiffIds = [.. layers.Select(layer => layer.DiffId)] },
            History = options.Squash ? [step] : [.. below?.History ?? [], step],
            Comment = options.IsDocker ? options.Message : null,
        };
    }
}
