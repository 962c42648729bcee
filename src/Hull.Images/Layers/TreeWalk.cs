using Hull.Core;
using Hull.Linux;
using Hull.Linux.Files;
using Hull.Linux.Tar;

namespace Hull.Images.Layers;

/// <summary>Walks a tree by descriptors and writes an entry for each name.</summary>
internal sealed class TreeWalk(TarWriter writer, bool isLayer, CancellationToken cancellationToken)
{
    // PATH_MAX without its NUL: no longer path could be unpacked again.
    private const int MaxPath = 4095;
    private const int BufferSize = 256 * 1024;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
    private readonly Dictionary<(ulong Inode, uint Major, uint Minor), RawPath> _linked = [];
    private readonly List<RawPath> _sockets = [];
    private long _entries;
    private long _contentBytes;

    public WrittenLayer Result => new() { Entries = _entries, ContentBytes = _contentBytes, SkippedSockets = _sockets };

    /// <summary>Writes the root as "./" and all below it.</summary>
    public void WriteRoot(DirectoryHandle root)
    {
        Begin(EntryOf("./"u8.ToArray(), TarEntryType.Directory, root.Status, FileMetadata.ReadXattrs(root.Handle)));
        WriteContent(root, []);
    }

    /// <summary>Whiteouts come before what else is in the directory, so that readers that go by order see them first.</summary>
    private void WriteContent(DirectoryHandle directory, byte[] path)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var marks = DirectoryMarks.Of(directory, isLayer, Shown(path));
        if (marks.IsOpaque) WriteMark(path, OverlayMarks.OpaqueName);
        var names = new List<(RawPath Name, FileStatus Status)>();
        foreach (var name in directory.ReadNames())
        {
            if (directory.TryStatus(name.Bytes) is not { } status) continue;
            if (isLayer && (status.IsWhiteout || (marks.HasWhiteoutFiles && DirectoryMarks.IsWhiteoutFile(directory, name.Bytes, status))))
                WriteMark(path, [.. OverlayMarks.WhiteoutPrefix, .. name.Bytes]);
            else
                names.Add((name, status));
        }

        foreach (var (name, status) in names) WriteName(directory, path, name.Bytes, status);
    }

    private void WriteMark(byte[] directory, ReadOnlySpan<byte> name)
        => Begin(new TarEntry { Name = new RawPath(Join(directory, name)), Type = TarEntryType.RegularFile });

    private void WriteName(DirectoryHandle directory, byte[] parent, ReadOnlySpan<byte> name, FileStatus status)
    {
        var path = Join(parent, name);
        if (path.Length > MaxPath) throw new EngineException(ErrorKind.Unsupported, $"write {Shown(path)}: the path is longer than {MaxPath} bytes");
        if (isLayer && name.StartsWith(OverlayMarks.WhiteoutPrefix))
            throw new EngineException(
                ErrorKind.InvalidArgument, $"write {Shown(path)}: a layer cannot hold a name that begins with .wh., which means a removal",
                "rename the file");
        switch (status.Type)
        {
            case FileType.Directory:
                WriteDirectory(directory, path, name, status);
                break;
            case FileType.Socket or FileType.Unknown:
                _sockets.Add(new RawPath(path));
                break;
            default:
                if (status.LinkCount > 1 && !_linked.TryAdd(KeyOf(status), new RawPath(path))) WriteHardLink(path, status);
                else if (status.Type == FileType.Regular) WriteFile(directory, path, name, status);
                else WriteSpecial(directory, path, name, status);
                break;
        }
    }

    private void WriteDirectory(DirectoryHandle parent, byte[] path, ReadOnlySpan<byte> name, FileStatus status)
    {
        using var directory = parent.TryOpenDirectory(name);
        if (directory is null) return;
        Begin(EntryOf([.. path, (byte)'/'], TarEntryType.Directory, status, FileMetadata.ReadXattrs(directory.Handle)));
        WriteContent(directory, path);
    }

    private void WriteHardLink(byte[] path, FileStatus status)
        => Begin(EntryOf(path, TarEntryType.HardLink, status, []) with { LinkName = _linked[KeyOf(status)] });

    private void WriteSpecial(DirectoryHandle directory, byte[] path, ReadOnlySpan<byte> name, FileStatus status)
    {
        var type = status.Type switch
        {
            FileType.SymbolicLink => TarEntryType.SymbolicLink,
            FileType.CharacterDevice => TarEntryType.CharacterDevice,
            FileType.BlockDevice => TarEntryType.BlockDevice,
            _ => TarEntryType.Fifo,
        };
        Begin(EntryOf(path, type, status, directory.ReadXattrs(name)) with
        {
            LinkName = type == TarEntryType.SymbolicLink ? directory.ReadLink(name) : default,
            DeviceMajor = status.Device.Major,
            DeviceMinor = status.Device.Minor,
        });
    }

    private void WriteFile(DirectoryHandle directory, byte[] path, ReadOnlySpan<byte> name, FileStatus listed)
    {
        using var file = directory.TryOpenFile(name);
        if (file is null)
        {
            _linked.Remove(KeyOf(listed));
            return;
        }

        var status = SafePath.Status(file);
        if (status.Type != FileType.Regular)
            throw new EngineException(ErrorKind.Conflict, $"write {Shown(path)}: it was a regular file and is none any more");
        Begin(EntryOf(path, TarEntryType.RegularFile, status, FileMetadata.ReadXattrs(file)) with { Size = status.Size });
        for (var left = status.Size; left > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = RandomAccess.Read(file, _buffer.AsSpan(0, (int)Math.Min(left, BufferSize)), status.Size - left);
            if (count == 0) throw new EngineException(ErrorKind.Conflict, $"write {Shown(path)}: the file became shorter while it was read");
            writer.Write(_buffer.AsSpan(0, count));
            left -= count;
        }

        _contentBytes += status.Size;
    }

    private void Begin(TarEntry entry)
    {
        foreach (var attribute in entry.Xattrs)
            if (isLayer && DirectoryMarks.PointsElsewhere(attribute.Name))
                throw new EngineException(
                    ErrorKind.InvalidState, $"write {entry.Name}: its attribute {attribute.Name} says that overlay keeps a part of it elsewhere",
                    "mount the overlay with redirect_dir=off,metacopy=off");
        writer.Begin(entry with { Xattrs = [.. entry.Xattrs.Where(x => !OverlayMarks.IsOfOverlay(x.Name) && !OverlayMarks.IsOfHost(x.Name))] });
        _entries++;
    }

    private static TarEntry EntryOf(byte[] path, TarEntryType type, FileStatus status, List<Xattr> xattrs) => new()
    {
        Name = new RawPath(path),
        Type = type,
        Mode = status.Mode,
        Uid = status.Uid,
        Gid = status.Gid,
        ModifyTime = status.ModifyTime,
        Xattrs = xattrs,
    };

    private static (ulong Inode, uint Major, uint Minor) KeyOf(FileStatus status) => (status.Inode, status.FileSystem.Major, status.FileSystem.Minor);

    private static byte[] Join(byte[] directory, ReadOnlySpan<byte> name) => directory.Length == 0 ? name.ToArray() : [.. directory, (byte)'/', .. name];

    private static string Shown(byte[] path) => path.Length == 0 ? "the root" : new RawPath(path).ToString();
}
