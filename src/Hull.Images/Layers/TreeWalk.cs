using Hull.Core;
using Hull.Linux;
using Hull.Linux.Files;
using Hull.Linux.Tar;
using Microsoft.Win32.SafeHandles;

namespace Hull.Images.Layers;

/// <summary>Walks a tree by descriptors and writes an entry for each name.</summary>
internal sealed class TreeWalk(TarWriter writer, TreeOptions options, CancellationToken cancellationToken)
{
    // PATH_MAX without its NUL: no longer path could be unpacked again.
    private const int MaxPath = 4095;
    private const int BufferSize = 256 * 1024;

    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
    private readonly Dictionary<(ulong Inode, uint Major, uint Minor), RawPath> _linked = [];
    private readonly List<RawPath> _sockets = [];
    private readonly List<RawPath> _changed = [];
    private long _entries;
    private long _contentBytes;

    public WrittenLayer Result => new() { Entries = _entries, ContentBytes = _contentBytes, SkippedSockets = _sockets, ChangedFiles = _changed };

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
        var marks = DirectoryMarks.Of(directory, options.IsLayer, Shown(path));
        if (marks.IsOpaque) WriteMark(path, OverlayMarks.OpaqueName);
        var names = new List<(RawPath Name, FileStatus Status)>();
        foreach (var name in directory.ReadNames())
        {
            if (directory.TryStatus(name.Bytes) is not { } status) continue;
            if (options.IsLayer && (status.IsWhiteout || (marks.HasWhiteoutFiles && DirectoryMarks.IsWhiteoutFile(directory, name.Bytes, status))))
                WriteMark(path, [.. OverlayMarks.WhiteoutPrefix, .. name.Bytes]);
            else if (options.HasNamedMarks && status.Type == FileType.Regular && name.Bytes.StartsWith(OverlayMarks.WhiteoutPrefix))
                WriteNamedMark(path, name.Bytes, marks);
            else
                names.Add((name, status));
        }

        foreach (var (name, status) in names) WriteName(directory, path, name.Bytes, status);
    }

    // fuse-overlayfs may say of one directory by attribute and by file that it is opaque.
    private void WriteNamedMark(byte[] path, ReadOnlySpan<byte> name, DirectoryMarks marks)
    {
        if (!marks.IsOpaque || !name.SequenceEqual(OverlayMarks.OpaqueName)) WriteMark(path, name);
    }

    private void WriteMark(byte[] directory, ReadOnlySpan<byte> name)
        => BeginEntry(new TarEntry { Name = new RawPath(Join(directory, name)), Type = TarEntryType.RegularFile });

    private void WriteName(DirectoryHandle directory, byte[] parent, ReadOnlySpan<byte> name, FileStatus status)
    {
        var path = Join(parent, name);
        if (path.Length > MaxPath) throw new EngineException(ErrorKind.Unsupported, $"write {Shown(path)}: the path is longer than {MaxPath} bytes");
        if (options.BecomesLayer && name.StartsWith(OverlayMarks.WhiteoutPrefix))
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
        WriteContent(file, path, status.Size);
        if (options.TakesChanges && HasChanged(status, SafePath.Status(file))) _changed.Add(new RawPath(path));
        _contentBytes += status.Size;
    }

    /// <summary>The header has said the size: where the file became shorter meanwhile, zeros stand for the rest.</summary>
    private void WriteContent(SafeFileHandle file, byte[] path, long size)
    {
        for (var left = size; left > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var piece = _buffer.AsSpan(0, (int)Math.Min(left, BufferSize));
            var count = RandomAccess.Read(file, piece, size - left);
            if (count == 0)
            {
                if (!options.TakesChanges) throw new EngineException(ErrorKind.Conflict, $"write {Shown(path)}: the file became shorter while it was read");
                piece.Clear();
                count = piece.Length;
            }

            writer.Write(piece[..count]);
            left -= count;
        }
    }

    private static bool HasChanged(FileStatus before, FileStatus after) => before.Size != after.Size || before.ModifyTime != after.ModifyTime;

    // A mark belongs to nobody.
    private void Begin(TarEntry entry)
    {
        var (uid, gid) = options.MapOwner is { } map ? map((entry.Uid, entry.Gid)) : (entry.Uid, entry.Gid);
        BeginEntry(entry with { Uid = uid, Gid = gid });
    }

    private void BeginEntry(TarEntry entry)
    {
        foreach (var attribute in entry.Xattrs)
            if (options.IsLayer && DirectoryMarks.PointsElsewhere(attribute.Name))
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
