namespace Hull.Images.Layers;

/// <summary>
/// Which paths were made, by a hash of 64 bits: a path that is not in it is new for certain; one that is in it must be looked at on disk.
/// </summary>
internal sealed class PathSet
{
    private readonly HashSet<ulong> _hashes = [];

    /// <summary>Records a path; true if it is new for certain.</summary>
    public bool Add(ReadOnlySpan<byte> path) => _hashes.Add(Hash(path));

    /// <summary>False if the path was certainly never recorded.</summary>
    public bool Contains(ReadOnlySpan<byte> path) => _hashes.Contains(Hash(path));

    // FNV-1a. Who makes collisions on purpose only makes his own layer unpack more slowly.
    private static ulong Hash(ReadOnlySpan<byte> path)
    {
        var hash = 14695981039346656037;
        foreach (var b in path) hash = (hash ^ b) * 1099511628211;
        return hash;
    }
}
