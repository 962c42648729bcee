using Hull.Core;
using Hull.Images.Store;
using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>Makes an image of one layer from the tar of a root file system (`import`).</summary>
public sealed class ImportImage
{
    private readonly ImageStore _store;

    /// <summary>Imports into a store.</summary>
    public ImportImage(ImageStore store) => _store = store;

    /// <summary>Takes the tar in, plain or compressed with gzip or zstd, and records the image.</summary>
    /// <param name="tar">Read to its end, seekable or not; not disposed.</param>
    /// <param name="what">What it is, for messages: the path, or "standard input".</param>
    /// <param name="options">Configuration and name.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="EngineException">InvalidArgument: a change is malformed; Corrupt: no tar.</exception>
    public Task<ImageRecord> FromStreamAsync(Stream tar, string what, ImportOptions options, CancellationToken cancellationToken) =>
        StoreErrors.GuardAsync($"import {what}", () => TakeAsync(tar, what, options, cancellationToken));

    private async Task<ImageRecord> TakeAsync(Stream tar, string what, ImportOptions options, CancellationToken cancellationToken)
    {
        // Before any work: a mistyped change must not cost the reading of gigabytes.
        var defaults = ImageChanges.Apply(new ContainerDefaults(), options.Changes);
        using var ingest = _store.BeginIngest();
        var layer = await ingest.AddLayerAsync(new LayerBlob { What = what }, tar, cancellationToken).ConfigureAwait(false);
        if (layer.BlobSize == 0) throw new EngineException(ErrorKind.Corrupt, $"{what}: it is empty");
        var config = Config(layer, defaults, options).ToJson();
        var manifest = ComposeManifest.Oci(Digest.Of(config), config.Length, [layer]);
        ingest.Add(new NewImage { Manifest = manifest, Config = config, Layers = [layer], Names = options.Name is { } name ? [name] : [] }, cancellationToken);
        var image = ingest.Commit()[0];
        _store.Tell(ImageChangeKind.Imported, image.Id, options.Name?.ToString() ?? what);
        return image;
    }

    private ImageConfig Config(StagedLayer layer, ContainerDefaults defaults, ImportOptions options)
    {
        var created = options.Created ?? _store.Settings.Clock.GetUtcNow();
        var platform = options.Platform ?? Platform.Host;
        return new ImageConfig
        {
            Created = created,
            Architecture = platform.Architecture,
            Variant = platform.Variant,
            Os = platform.Os,
            Config = defaults,
            RootFs = new RootFs { Type = "layers", DiffIds = [layer.DiffId] },
            History =
            [
                new HistoryEntry
                {
                    Created = created,
                    CreatedBy = $"/bin/sh -c #(nop) ADD file:{layer.DiffId.Hex} in /",
                    Comment = string.IsNullOrEmpty(options.Message) ? "imported from tarball" : options.Message,
                },
            ],
        };
    }
}
