using System.Security.Cryptography;
using Hull.Oci;

namespace Hull.Images.Store;

/// <summary>Compares what is recorded of images with what lies on the disk.</summary>
internal sealed class CheckImages(ImageStore store)
{
    private const int ShortHash = 64;
    private readonly Dictionary<string, string?> _blobs = new(StringComparer.Ordinal);

    /// <summary>Checks all images.</summary>
    /// <param name="quick">Whether the bytes of blobs are left unread.</param>
    public IReadOnlyList<ImageDamage> Run(bool quick)
    {
        var damage = new List<ImageDamage>();
        // Nothing is published or removed meanwhile.
        using var held = StagingDirectory.LockStore(store.Layout);
        foreach (var image in store.List())
        {
            foreach (var what in Wrong(image, quick)) damage.Add(new ImageDamage(image, what));
        }
        damage.AddRange(Directory.EnumerateDirectories(store.Layout.Staging).Any() ? [] : SweepStore.OrphansOf(store).Select(static path => new ImageDamage(null, $"{path}: layer not referenced by any image")));
        return damage;
    }

    private IEnumerable<string> Wrong(ImageRecord image, bool quick)
    {
        var algorithm = image.Id.Length == ShortHash ? DigestAlgorithm.Sha256 : DigestAlgorithm.Sha512;
        if (Digest.Of(image.ConfigBytes.Span, algorithm).Hex != image.Id) yield return "configuration: checksum failed";
        foreach (var digest in image.Digests)
        {
            var raw = store.Database.Read(connection => connection.Rows(static reader => reader.GetFieldValue<byte[]>(0), "SELECT raw FROM manifests WHERE digest=@0", digest.ToString()));
            if (raw.Count == 0) yield return $"manifest {digest} is missing";
            else if (Digest.Of(raw[0], digest.Algorithm) != digest) yield return $"manifest {digest}: checksum failed";
            foreach (var blob in store.Database.Read(connection => connection.Texts("SELECT blob FROM manifest_blobs WHERE manifest=@0", digest.ToString())))
            {
                if (OfBlob(blob, quick) is { } what) yield return what;
            }
        }
        foreach (var layer in image.Layers)
        {
            if (!Directory.Exists(store.Layout.Tree(layer.Key))) yield return $"image layer is missing: {layer.Key}";
            else if (!Directory.Exists(store.Layout.Link(layer.Link))) yield return $"image layer {layer.Key}: its link {layer.Link} is missing";
        }
    }

    // Images share blobs: each is read once.
    private string? OfBlob(string text, bool quick)
    {
        if (!_blobs.TryGetValue(text, out var what)) _blobs[text] = what = Look(text, quick);
        return what;
    }

    private string? Look(string text, bool quick)
    {
        var sizes = store.Database.Read(connection => connection.Rows(static reader => reader.GetInt64(0), "SELECT size FROM blobs WHERE digest=@0", text));
        var digest = ImageRows.ParseDigest(text);
        var path = store.Layout.Blob(digest);
        if (sizes.Count == 0 || !File.Exists(path)) return $"layer blob is missing: {text}";
        if (new FileInfo(path).Length != sizes[0]) return $"layer blob {text}: size differs: {new FileInfo(path).Length} instead of {sizes[0]} bytes";
        if (quick) return null;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var hash = digest.Algorithm == DigestAlgorithm.Sha256 ? SHA256.HashData(file) : SHA512.HashData(file);
        return Convert.ToHexStringLower(hash) == digest.Hex ? null : $"layer blob {text}: checksum failed";
    }
}
