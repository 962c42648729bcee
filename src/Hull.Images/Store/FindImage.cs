using Hull.Core;
using Hull.Oci;
using Microsoft.Data.Sqlite;

namespace Hull.Images.Store;

/// <summary>
/// From what a person typed to an image, in Podman's order: a whole id or digest; the name, a short one on localhost, then the search
/// registries, then docker.io; the beginning of an id; a short name in any repository that ends with it.
/// </summary>
internal sealed class FindImage(Lazy<IReadOnlyList<string>> searchRegistries)
{
    private const string StoragePrefix = "containers-storage:";
    private const int ShortestAmbiguousPrefix = 4;

    public FoundImage? Find(SqliteConnection connection, string text)
    {
        if (text.StartsWith(StoragePrefix, StringComparison.Ordinal)) text = text[StoragePrefix.Length..];
        if (Digest.TryParse(text, out var digest)) return ByDigest(connection, digest);
        if (IsHex(text) && text.Length is 64 or 128) return ById(connection, text);
        var name = ImageName.Parse(text);
        if (Candidates(name).Select(candidate => ByReference(connection, candidate)).FirstOrDefault(found => found is not null) is { } named) return named;
        var ids = IsHex(text) ? connection.Texts("SELECT id FROM images WHERE substr(id, 1, @1) = @0 LIMIT 2", text, text.Length) : [];
        if (ids.Count == 1) return new FoundImage(ids[0], null);
        return (name.IsShort ? ByEnding(connection, name) : null) ?? (ids.Count > 1 ? Ambiguous(text) : null);
    }

    /// <summary>The full references that a name may mean, the likeliest first.</summary>
    public IEnumerable<ImageReference> Candidates(ImageName name)
    {
        if (!name.IsShort)
        {
            yield return name.AsDocker();
            yield break;
        }
        // Most short names are those of images made here, and the search registries stand in a file.
        yield return name.AsLocal();
        foreach (var registry in searchRegistries.Value)
        {
            if (registry != ImageReference.DockerDomain) yield return name.On(registry);
        }
        yield return name.AsDocker();
    }

    private static FoundImage? ByDigest(SqliteConnection connection, Digest digest) =>
        ById(connection, digest.Hex)
        ?? (connection.Text("SELECT image_id FROM manifests WHERE digest=@0", digest.ToString()) is { } id ? new FoundImage(id, null) : null);

    private static FoundImage? ById(SqliteConnection connection, string id) =>
        connection.Text("SELECT id FROM images WHERE id=@0", id) is null ? null : new FoundImage(id, null);

    private static FoundImage? ByReference(SqliteConnection connection, ImageReference reference)
    {
        if (connection.Text("SELECT image_id FROM image_names WHERE name=@0", reference.ToString()) is { } id) return new FoundImage(id, reference);
        if (reference.Digest is not { } digest) return null;
        // By digest: the image must have come by that manifest, and be named in that repository.
        id = connection.Text(
            "SELECT m.image_id FROM manifests m JOIN image_names n ON n.image_id = m.image_id WHERE m.digest=@0 AND (substr(n.name, 1, @1) = @2 OR substr(n.name, 1, @1) = @3)",
            digest.ToString(),
            reference.Repository.Length + 1,
            reference.Repository + ":",
            reference.Repository + "@");
        return id is null ? null : new FoundImage(id, reference);
    }

    // A letter or three are rather the name of an image that is not here yet.
    private static FoundImage? Ambiguous(string prefix) => prefix.Length < ShortestAmbiguousPrefix
        ? null
        : throw new EngineException(
            ErrorKind.InvalidArgument, $"image id {prefix} is ambiguous: it begins several ids", "give more digits: `hull images --no-trunc` shows them");

    private static FoundImage? ByEnding(SqliteConnection connection, ImageName name)
    {
        // Repository and tag, or the repository alone where a digest decides.
        var ending = "/" + name.Path + (name.Digest is null ? ":" + (name.Tag ?? ImageReference.DefaultTag) : "");
        foreach (var text in connection.Texts("SELECT name FROM image_names ORDER BY rowid"))
        {
            if (!ImageReference.TryParse(text, out var reference)) continue;
            var comparable = name.Digest is null ? text : reference.Repository;
            if (!comparable.EndsWith(ending, StringComparison.Ordinal)) continue;
            if (ByReference(connection, name.Digest is { } digest ? reference.WithDigest(digest) : reference) is { } found) return found;
        }
        return null;
    }

    private static bool IsHex(string text) => text.Length > 0 && text.All(char.IsAsciiHexDigitLower);
}
