using System.Text;
using Hull.Linux;
using Hull.Linux.Files;

namespace Hull.Engine.Containers.RootFiles;

/// <summary>
/// Finds what a layer in overlay's form (a container's writable one, an image's topmost) changes of those below it, looking only at the
/// directories that it has. As in Podman's lists the directories above what came or went count as changed.
/// </summary>
internal sealed class CompareLayer
{
    private readonly List<FileChange> _changes = [];
    private readonly HashSet<string> _listed = new(StringComparer.Ordinal);

    private readonly bool _hasNamedMarks;

    private readonly Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? _owner;

    private CompareLayer(bool hasNamedMarks, Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? owner) => (_hasNamedMarks, _owner) = (hasNamedMarks, owner);

    /// <summary>Compares.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="below">What the layers below show together; null for nothing.</param>
    /// <param name="hasNamedMarks">Whether fuse-overlayfs has written it, whose whiteouts may be files whose names begin with .wh.</param>
    /// <param name="owner">Turns the owners in the layer into those that count (<see cref="OwnersInside"/>); null takes them as they are.</param>
    public static IReadOnlyList<FileChange> Run(
        DirectoryHandle layer, DirectoryHandle? below, bool hasNamedMarks = false, Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? owner = null)
    {
        var compare = new CompareLayer(hasNamedMarks, owner);
        compare.Walk(layer, below, []);
        // What lies above a change is found after it.
        compare._changes.Sort(static (one, other) => string.CompareOrdinal(one.Path, other.Path));
        return compare._changes;
    }

    private void Walk(DirectoryHandle layer, DirectoryHandle? below, byte[] path)
    {
        var names = layer.ReadNames();
        var isOpaque = IsOpaque(layer);
        if (_hasNamedMarks) names = TakeMarks(names, below, path, ref isOpaque);
        if (below is not null && isOpaque) names = [.. names.Union(below.ReadNames()).OrderBy(name => name, ByBytes)];
        foreach (var name in names)
        {
            byte[] full = path.Length == 0 ? name.Bytes.ToArray() : [.. path, (byte)'/', .. name.Bytes];
            var (now, was) = (layer.TryStatus(name.Bytes), below?.TryStatus(name.Bytes));
            if (now is null || now.Value.IsWhiteout)
            {
                if (was is not null) Add(FileChangeKind.Deleted, full);
                continue;
            }

            if (was is null) Add(FileChangeKind.Added, full);
            else if (now.Value.Type != FileType.Directory || CompareTrees.Differ(was.Value, OwnersInside.Turn(now.Value, _owner))) Add(FileChangeKind.Changed, full);
            if (now.Value.Type != FileType.Directory) continue;
            using var belowIt = was?.Type == FileType.Directory ? below!.TryOpenDirectory(name.Bytes) : null;
            using var directory = layer.TryOpenDirectory(name.Bytes);
            if (directory is not null) Walk(directory, belowIt, full);
        }
    }

    private List<RawPath> TakeMarks(List<RawPath> names, DirectoryHandle? below, byte[] path, ref bool isOpaque)
    {
        foreach (var name in names.Where(IsMark))
        {
            if (name.Bytes.SequenceEqual(".wh..wh..opq"u8)) isOpaque = true;
            else if (below?.TryStatus(name.Bytes[4..]) is not null) Add(FileChangeKind.Deleted, path.Length == 0 ? name.Bytes[4..].ToArray() : [.. path, (byte)'/', .. name.Bytes[4..]]);
        }
        return [.. names.Where(name => !IsMark(name))];
    }

    private static bool IsMark(RawPath name) => name.Bytes.StartsWith(".wh."u8);

    private void Add(FileChangeKind kind, byte[] path)
    {
        if (kind != FileChangeKind.Changed)
        {
            for (var slash = path.AsSpan().IndexOf((byte)'/'); slash >= 0;)
            {
                if (_listed.Add(Encoding.Latin1.GetString(path, 0, slash))) _changes.Add(FileChange.Of(FileChangeKind.Changed, path.AsSpan(0, slash)));
                var next = path.AsSpan(slash + 1).IndexOf((byte)'/');
                slash = next < 0 ? -1 : slash + 1 + next;
            }
        }

        if (_listed.Add(Encoding.Latin1.GetString(path))) _changes.Add(FileChange.Of(kind, path));
    }

    private static bool IsOpaque(DirectoryHandle directory) =>
        FileMetadata.TryReadXattr(directory.Handle, RawPath.Of("trusted.overlay.opaque")) is [(byte)'y']
        || FileMetadata.TryReadXattr(directory.Handle, RawPath.Of("user.overlay.opaque")) is [(byte)'y'];

    private static Comparer<RawPath> ByBytes { get; } = Comparer<RawPath>.Create(static (one, other) => one.Bytes.SequenceCompareTo(other.Bytes));
}
