using Hull.Linux;
using Hull.Linux.Files;

namespace Hull.Engine.Containers.RootFiles;

/// <summary>Compares two whole trees, name by name. No link is followed.</summary>
internal sealed class CompareTrees
{
    private readonly List<FileChange> _changes = [];

    private CompareTrees()
    {
    }

    /// <summary>What must change to make one tree the other.</summary>
    /// <param name="before">The one.</param>
    /// <param name="after">The other.</param>
    public static IReadOnlyList<FileChange> Run(DirectoryHandle before, DirectoryHandle after)
    {
        var compare = new CompareTrees();
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
            else if (Differ(was.Value, now.Value)) _changes.Add(FileChange.Of(FileChangeKind.Changed, full));
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
