using System.Text.Json;
using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>
/// Writes the tar of `docker save`: plain layer tars by diff-ID, configurations, manifest.json, and for tools older than it the repositories
/// file with a directory a layer, whose layer.tar is a link.
/// </summary>
internal sealed class WriteDockerArchive(UstarWriter tar)
{
    private readonly HashSet<string> _written = [];
    private readonly SortedDictionary<string, Dictionary<string, string>> _repositories = new(StringComparer.Ordinal);

    public async Task WriteAsync(IReadOnlyList<StoredImage> images, CancellationToken cancellationToken)
    {
        var items = new List<DockerArchiveItem>();
        foreach (var image in images)
        {
            foreach (var layer in image.Layers) await LayerAsync(image, layer, cancellationToken).ConfigureAwait(false);
            Legacy(image);
            var config = image.ConfigDigest.Hex + ".json";
            if (_written.Add(config)) tar.File(config, image.Record.ConfigBytes.Span);
            items.Add(new DockerArchiveItem
            {
                Config = config,
                RepoTags = [.. image.Names.Where(name => name.Tag is not null).Select(name => name.ToString())],
                Layers = [.. image.Layers.Select(LayerFile)],
            });
        }
        tar.File(ReadDockerArchive.ManifestFile, JsonSerializer.SerializeToUtf8Bytes(items.ToArray(), TransportJson.Default.DockerArchiveItemArray));
        tar.File(
            ReadDockerArchive.RepositoriesFile,
            JsonSerializer.SerializeToUtf8Bytes(_repositories.ToDictionary(), TransportJson.Default.DictionaryStringDictionaryStringString));
    }

    private static string LayerFile(StagedLayer layer) => layer.DiffId.Hex + ".tar";

    private async Task LayerAsync(StoredImage image, StagedLayer layer, CancellationToken cancellationToken)
    {
        if (!_written.Add(LayerFile(layer))) return;
        using var content = image.OpenTar(layer);
        await tar.FileAsync(LayerFile(layer), content, layer.Size, cancellationToken).ConfigureAwait(false);
    }

    // One directory a layer, each naming its parent; the topmost stands for the image.
    private void Legacy(StoredImage image)
    {
        var chain = ChainId.Of([.. image.Layers.Select(layer => layer.DiffId)]);
        string? parent = null;
        for (var i = 0; i < chain.Count; i++)
        {
            var isTop = i == chain.Count - 1;
            var id = Digest.Of(LegacyLayer.Json(chain[i].Hex, parent, isTop ? image.Record.ConfigBytes : default)).Hex;
            if (_written.Add(id))
            {
                tar.Directory(id);
                tar.Link($"{id}/layer.tar", "../" + LayerFile(image.Layers[i]));
                tar.File($"{id}/VERSION", "1.0"u8);
                tar.File($"{id}/json", LegacyLayer.Json(id, parent, isTop ? image.Record.ConfigBytes : default));
            }
            parent = id;
        }
        if (parent is null) return;
        foreach (var name in image.Names.Where(name => name.Tag is not null))
        {
            if (!_repositories.TryGetValue(name.Repository, out var tags)) _repositories[name.Repository] = tags = [];
            tags[name.Tag!] = parent;
        }
    }
}
