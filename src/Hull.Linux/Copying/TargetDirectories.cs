using System.Text;
using Hull.Core;
using Hull.Linux.Files;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Copying;

/// <summary>The directories that entries are put into, by their paths below the destination; some are held open.</summary>
internal sealed class TargetDirectories(SafeFileHandle root, RawPath destination, (uint Uid, uint Gid)? owner) : IDisposable
{
    private const int MostOpen = 64;
    private const uint ImpliedMode = 0x1ed;

    private readonly Dictionary<string, DirectoryHandle> _open = new(StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (var handle in _open.Values) handle.Dispose();
        _open.Clear();
    }

    /// <summary>Holds a directory, made with those above it where they are missing. Links that are there are followed inside the root.</summary>
    /// <exception cref="EngineException">Conflict: something that is no directory is in the way.</exception>
    public DirectoryHandle Open(byte[] path)
    {
        var key = KeyOf(path);
        if (_open.TryGetValue(key, out var known)) return known;
        var opened = TryFind(path) ?? Make(path);
        _open.Add(key, opened);
        return opened;
    }

    /// <summary>Gives up what is held where it is much. Nobody may be using it.</summary>
    public void Trim()
    {
        if (_open.Count >= MostOpen) Dispose();
    }

    /// <summary>Whether a path is a directory, or a link to one.</summary>
    public bool IsDirectory(byte[] path)
    {
        using var found = SafePath.TryFind(root, Full(path));
        return found is not null && SafePath.Status(found).Type == FileType.Directory;
    }

    /// <summary>Opens a directory for its metadata; null where something else has its place: a link's target has metadata of its own.</summary>
    public DirectoryHandle? TryOpenOwn(byte[] path)
    {
        using var found = SafePath.TryFind(root, Full(path), followLast: false);
        return found is not null && SafePath.Status(found).Type == FileType.Directory ? DirectoryHandle.Open(found) : null;
    }

    /// <summary>Gives up what is held at a path and below it, before it is removed.</summary>
    public void Forget(byte[] path)
    {
        var key = KeyOf(path);
        foreach (var held in _open.Keys.Where(held => held == key || held.StartsWith(key + "/", StringComparison.Ordinal)).ToList())
        {
            _open[held].Dispose();
            _open.Remove(held);
        }
    }

    /// <summary>A path for messages, as seen from the root.</summary>
    public string Shown(byte[] path)
    {
        var full = Full(path).ToString();
        return "/" + full.TrimStart('/');
    }

    private DirectoryHandle? TryFind(byte[] path)
    {
        using var found = SafePath.TryFind(root, Full(path));
        if (found is null) return null;
        if (SafePath.Status(found).Type != FileType.Directory)
            throw new EngineException(ErrorKind.Conflict, $"copying: error creating below \"{Shown(path)}\": mkdir {Shown(path)}: file exists: not a directory");
        return DirectoryHandle.Open(found);
    }

    private DirectoryHandle Make(byte[] path)
    {
        if (path.Length == 0) throw new EngineException(ErrorKind.NotFound, $"copying: the destination \"{Shown(path)}\" is gone");
        var parent = Open(EntryName.Parent(path));
        var name = EntryName.Last(path);
        if (parent.TryMakeDirectory(name, ImpliedMode))
        {
            parent.SetMode(name, ImpliedMode);
            if (owner is { } o) parent.SetOwner(name, o.Uid, o.Gid);
        }

        return TryFind(path) ?? throw new EngineException(ErrorKind.Conflict, $"copying: \"{Shown(path)}\" is a link that leads nowhere");
    }

    // One character a byte, so that no two paths have the same key.
    private static string KeyOf(byte[] path) => Encoding.Latin1.GetString(path);

    private RawPath Full(byte[] path) => new(EntryName.Join(destination.Bytes, path));
}
