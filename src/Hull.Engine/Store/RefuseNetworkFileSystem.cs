using Hull.Core;
using Hull.Linux.HostFacts;

namespace Hull.Engine.Store;

/// <summary>SQLite's locks and overlayfs both need a local file system.</summary>
internal static class RefuseNetworkFileSystem
{
    /// <summary>Fails where the store, or the nearest directory that exists above it, lies on a network file system.</summary>
    public static void Check(string root)
    {
        var existing = root;
        while (!Directory.Exists(existing) && Path.GetDirectoryName(existing) is { Length: > 0 } parent) existing = parent;
        if (FileSystemType.NetworkTypeOf(existing) is not { } type) return;
        throw new EngineException(
            ErrorKind.Unsupported, $"store {root} lies on a network file system ({type}), which can hold neither overlay layers nor the state database",
            "name a directory of a local disk with --root, or as graphroot of Hull's store");
    }
}
