using Hull.Oci;

namespace Hull.Images.Store;

/// <summary>The paths of a store; drawn at the top of <see cref="ImageStore"/>. Every part of them is a parsed digest or a name made here.</summary>
internal sealed class StoreLayout(string root)
{
    public string Root { get; } = root;

    public string Blobs { get; } = Path.Combine(root, "blobs");

    public string Layers { get; } = Path.Combine(root, "layers");

    public string Links { get; } = Path.Combine(root, "layers", "l");

    public string Staging { get; } = Path.Combine(root, "staging");

    public string Partial { get; } = Path.Combine(root, "partial");

    public string Lock { get; } = Path.Combine(root, "images.lock");

    public string BlobDirectory(DigestAlgorithm algorithm) => Path.Combine(Blobs, Digest.NameOf(algorithm));

    public string Blob(Digest digest) => Path.Combine(Blobs, digest.AlgorithmName, digest.Hex);

    public string PartialBlob(Digest digest) => Path.Combine(Partial, $"{digest.AlgorithmName}-{digest.Hex}");

    public string Layer(string key) => Path.Combine(Layers, key);

    public string Tree(string key) => Path.Combine(Layers, key, "tree");

    public string Link(string link) => Path.Combine(Links, link);

    // Relative, so that a root may be moved or bind-mounted elsewhere.
    public static string LinkTarget(string key) => Path.Combine("..", key, "tree");

    public void Create()
    {
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var directory in (string[])[Blobs, BlobDirectory(DigestAlgorithm.Sha256), BlobDirectory(DigestAlgorithm.Sha512), Layers, Links, Staging])
            Directory.CreateDirectory(directory, ownerOnly);
    }
}
