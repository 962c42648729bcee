using System.Globalization;
using System.Text.Json;
using Hull.Core;
using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>Reads the images of a `docker save` archive: manifest.json lists them; entries of layers may be links to one another.</summary>
internal sealed class ReadDockerArchive(IFileSource source)
{
    public const string ManifestFile = "manifest.json";
    public const string RepositoriesFile = "repositories";

    /// <summary>The images: the one that a name or number selects, else all.</summary>
    /// <param name="selector">A name, "@" and an index into manifest.json, or null.</param>
    public IReadOnlyList<ArchivedImage> Read(string? selector)
    {
        var items = Items();
        if (selector is null) return [.. items.Select(item => Image(item, null))];
        if (selector[0] == '@')
        {
            var number = int.Parse(selector.AsSpan(1), CultureInfo.InvariantCulture);
            return number < items.Length
                ? [Image(items[number], null)]
                : throw new EngineException(ErrorKind.NotFound, $"{source.What}: no image {selector}: {ManifestFile} lists {items.Length}");
        }
        var wanted = ImageReference.Parse(selector);
        var found = items.FirstOrDefault(item => Names(item).Contains(wanted))
            ?? throw new EngineException(ErrorKind.NotFound, $"{source.What}: no image named {wanted} in it");
        return [Image(found, wanted)];
    }

    private DockerArchiveItem[] Items()
    {
        try
        {
            var items = JsonSerializer.Deserialize(source.ReadDocument(ManifestFile), TransportJson.Default.DockerArchiveItemArray);
            if (items is not { Length: > 0 } || items.Any(item => item is null)) throw FileSources.Corrupt(source, ManifestFile, "it lists no image");
            return items;
        }
        catch (JsonException e)
        {
            throw new EngineException(ErrorKind.Corrupt, $"{source.What}: {ManifestFile}: not valid at {OneLine.Of(e.Path ?? "$")}", inner: e);
        }
    }

    private ArchivedImage Image(DockerArchiveItem item, ImageReference? only)
    {
        var bytes = source.ReadDocument(Entry(item.Config));
        var config = ImageConfig.Parse(bytes, $"{source.What}: {OneLine.Of(item.Config)}");
        var layers = item.Layers ?? [];
        if (layers.Count != config.RootFs.DiffIds.Count)
            throw FileSources.Corrupt(source, ManifestFile, $"{layers.Count} layers where {OneLine.Of(item.Config)} lists {config.RootFs.DiffIds.Count}");
        return new ArchivedImage
        {
            ConfigBytes = bytes,
            Config = config,
            Layers = [.. layers.Select(layer => new ArchivedLayer(Entry(layer), null, null))],
            Names = only is null ? Names(item) : [only],
        };
    }

    private List<ImageReference> Names(DockerArchiveItem item)
    {
        var names = new List<ImageReference>();
        foreach (var text in item.RepoTags ?? [])
        {
            if (!ImageName.TryParse(text, out var name) || name.Tag is null) throw FileSources.Corrupt(source, ManifestFile, $"\"{OneLine.Of(text ?? "")}\" is no name with a tag");
            names.Add(name.AsDocker());
        }
        return names;
    }

    private string Entry(string? name) => string.IsNullOrEmpty(name) ? throw FileSources.Corrupt(source, ManifestFile, "an entry has no name") : name;
}
