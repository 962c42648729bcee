using Hull.Linux;
using Hull.Linux.Files;

namespace Hull.Engine.Containers.RootFiles;

/// <summary>Compares two whole trees, name by name. No link is followed.</summary>
internal sealed class CompareTrees
{
    private readonly List<FileChange> _changes = [];

    private readonly Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? _ownerBefore;
    private readonly Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? _ownerAfter;

    private CompareTrees(Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? ownerBefore, Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? ownerAfter) => (_ownerBefore, _ownerAfter) = (ownerBefore, ownerAfter);

    /// <summary>What must change to make one tree the other.</summary>
    /// <param name="before">The one.</param>
    /// <param name="after">The other.</param>
    /// <param name="ownerBefore">Turns the owners of the one into those that count (<see cref="OwnersInside"/>); null takes them as they are.</param>
    /// <param name="ownerAfter">The same of the other.</param>
    public static IReadOnlyList<FileChange> Run(
        DirectoryHandle before, DirectoryHandle after, Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? ownerBefore = null, Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? ownerAfter = null)
    {
        var compare = new CompareTrees(ownerBefore, ownerAfter);
        compare.Compare(before, after, []);
        return compare._changes;
    }

    private void Compare(DirectoryHandle? before, DirectoryHandle after, byte[] path)
    {
        var old = before?.ReadNames() ?? [];
        var names = after.ReadNames();
        foreach (var name in names.Union(old).OrderBy(name => name, ByBytes))
        {
            byte[] full = path.Length == 0 ? name.Bytes.ToArray() : [.. path, (byte)'/', .. name.Bytes];
            var (was, now) = (before?.TryStatus(name.Bytes), after.TryStatus(name.Bytes));
            if (now is null)
            {
                if (was is not null) _changes.Add(FileChange.Of(FileChangeKind.Deleted, full));
                continue;
            }

            if (was is null) _changes.Add(FileChange.Of(FileChangeKind.Added, full));
            else if (Differ(OwnersInside.Turn(was.Value, _ownerBefore), OwnersInside.Turn(now.Value, _ownerAfter))) _changes.Add(FileChange.Of(FileChangeKind.Changed, full));
            if (now.Value.Type != FileType.Directory) continue;
            using var oldDirectory = was?.Type == FileType.Directory ? before!.TryOpenDirectory(name.Bytes) : null;
            using var directory = after.TryOpenDirectory(name.Bytes);
            if (directory is not null) Compare(oldDirectory, directory, full);
        }
    }

    /// <summary>Whether two files are not the same, as far as their status tells: sizes of directories say nothing.</summary>
    public static bool Differ(FileStatus one, FileStatus other) =>
        one.Type != other.Type || one.Mode != other.Mode || one.Uid != other.Uid || one.Gid != other.Gid || one.Device != other.Device
        || one.ModifyTime != other.ModifyTime || (one.Type != FileType.Directory && one.Size != other.Size);

    private static Comparer<RawPath> ByBytes { get; } = Comparer<RawPath>.Create(static (one, other) => one.Bytes.SequenceCompareTo(other.Bytes));
}
