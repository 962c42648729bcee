using Hull.Core;
using Hull.Linux.Files;
using Hull.Linux.Tar;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Copying;

/// <summary>
/// Reads a tree as entries, walking by descriptors: no symbolic link is followed below where it begins, so nobody who changes the tree
/// meanwhile can lead it elsewhere. What is mounted inside belongs to it, but for the kernel's own file systems (proc, sysfs, cgroup).
/// </summary>
public sealed class ReadTree
{
    private readonly IEntrySink _sink;
    private readonly ReadTreeOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<(ulong Inode, uint Major, uint Minor), byte[]> _linked = [];
    private readonly List<string> _skipped = [];

    /// <summary>Reads into a sink.</summary>
    /// <param name="sink">Where the entries go.</param>
    /// <param name="options">What is left out.</param>
    /// <param name="cancellationToken">Stops between two entries.</param>
    public ReadTree(IEntrySink sink, ReadTreeOptions options, CancellationToken cancellationToken)
    {
        _sink = sink;
        _options = options;
        _cancellation = cancellationToken;
    }

    /// <summary>What was left out, with the reason.</summary>
    public IReadOnlyList<string> Skipped => _skipped;

    /// <summary>Reads one path: a directory with all below it, or a file.</summary>
    /// <param name="found">The path, held; a symbolic link was followed already.</param>
    /// <param name="name">What it is called in the entries; empty gives a directory's content only.</param>
    /// <exception cref="EngineException">The kernel refused; InvalidArgument: the copy would go into itself.</exception>
    public void Add(SafeFileHandle found, ReadOnlySpan<byte> name)
    {
        ArgumentNullException.ThrowIfNull(found);
        var status = SafePath.Status(found);
        if (status.Type == FileType.Directory)
        {
            using var directory = DirectoryHandle.Open(found);
            AddDirectory(directory, name.ToArray(), status, isTop: true);
        }
        else if (status.Type == FileType.Regular)
        {
            using var file = SafePath.OpenRead(found, DescriptorPath.Current(found).ToString());
            AddFile(file, name.ToArray());
        }
        else
        {
            AddSpecial(name.ToArray(), status, [], default);
        }
    }

    private void AddDirectory(DirectoryHandle directory, byte[] path, FileStatus status, bool isTop = false)
    {
        if (_sink.IsTarget(status))
            throw new EngineException(ErrorKind.InvalidArgument, $"cannot copy {DescriptorPath.Current(directory.Handle)} into itself");
        if (path.Length > 0) _sink.Add(EntryOf(path, TarEntryType.Directory, status, FileMetadata.ReadXattrs(directory.Handle)), null);
        if (!isTop && KernelFileSystem.Holds(directory.Handle)) return;
        foreach (var name in directory.ReadNames())
        {
            _cancellation.ThrowIfCancellationRequested();
            var child = EntryName.Join(path, name.Bytes);
            try
            {
                AddName(directory, name.Bytes, child);
            }
            catch (EngineException e) when (_options.SkipsUnreadable && e.InnerException is LinuxException { ErrorNumber: Errno.EACCES or Errno.EPERM } && IsReading(e))
            {
                _skipped.Add($"{new RawPath(child)}: {e.Message}");
            }
        }
    }

    // Only what reading says: that the other side may not be written is an error.
    private static bool IsReading(EngineException e) =>
        e.Message.StartsWith("open ", StringComparison.Ordinal) || e.Message.StartsWith("listxattr ", StringComparison.Ordinal)
        || e.Message.StartsWith("getdents64 ", StringComparison.Ordinal);

    private void AddName(DirectoryHandle parent, ReadOnlySpan<byte> name, byte[] path)
    {
        if (parent.TryStatus(name) is not { } status) return;
        switch (status.Type)
        {
            case FileType.Directory:
                using (var directory = parent.TryOpenDirectory(name))
                {
                    if (directory is not null) AddDirectory(directory, path, directory.Status);
                }

                break;
            case FileType.Socket or FileType.Unknown:
                _skipped.Add($"{new RawPath(path)}: sockets are not copied");
                break;
            case FileType.Regular:
                if (IsLinked(status, path)) return;
                using (var file = parent.TryOpenFile(name))
                {
                    if (file is not null) AddFile(file, path);
                }

                break;
            default:
                if (!IsLinked(status, path)) AddSpecial(path, status, parent.ReadXattrs(name), status.Type == FileType.SymbolicLink ? parent.ReadLink(name) : default);
                break;
        }
    }

    /// <summary>Adds a further name of a file that has come already; false where it has not.</summary>
    private bool IsLinked(FileStatus status, byte[] path)
    {
        if (status.LinkCount < 2 || _linked.TryAdd(KeyOf(status), path)) return false;
        _sink.Add(EntryOf(path, TarEntryType.HardLink, status, []) with { LinkName = new RawPath(_linked[KeyOf(status)]) }, null);
        return true;
    }

    private void AddFile(SafeFileHandle file, byte[] path)
    {
        var status = SafePath.Status(file);
        if (status.Type != FileType.Regular)
            throw new EngineException(ErrorKind.Conflict, $"copy {new RawPath(path)}: it was a regular file and is none any more");
        var entry = EntryOf(path, TarEntryType.RegularFile, status, FileMetadata.ReadXattrs(file)) with { Size = status.Size, StoredSize = status.Size };
        using var content = new FileContent(file, status);
        _sink.Add(entry, content);
    }

    private void AddSpecial(byte[] path, FileStatus status, List<Xattr> xattrs, RawPath link)
    {
        var type = status.Type switch
        {
            FileType.SymbolicLink => TarEntryType.SymbolicLink,
            FileType.CharacterDevice => TarEntryType.CharacterDevice,
            FileType.BlockDevice => TarEntryType.BlockDevice,
            FileType.Fifo => TarEntryType.Fifo,
            _ => throw new EngineException(ErrorKind.Unsupported, $"copy {new RawPath(path)}: sockets cannot be copied"),
        };
        _sink.Add(EntryOf(path, type, status, xattrs) with { LinkName = link, DeviceMajor = status.Device.Major, DeviceMinor = status.Device.Minor }, null);
    }

    private TarEntry EntryOf(byte[] path, TarEntryType type, FileStatus status, List<Xattr> xattrs)
    {
        var (uid, gid) = _options.MapOwner is { } map ? map((status.Uid, status.Gid)) : (status.Uid, status.Gid);
        return new TarEntry
        {
            Name = new RawPath(path),
            Type = type,
            Mode = status.Mode,
            Uid = uid,
            Gid = gid,
            ModifyTime = status.ModifyTime,
            Xattrs = [.. xattrs.Where(x => !x.Name.Bytes.SequenceEqual("security.selinux"u8))],
        };
    }

    private static (ulong Inode, uint Major, uint Minor) KeyOf(FileStatus status) => (status.Inode, status.FileSystem.Major, status.FileSystem.Minor);
}
