using Hull.Core;
using Hull.Linux.Files;
using Hull.Linux.Tar;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Copying;

/// <summary>
/// Puts entries into a tree that others may be changing: each directory is found from the root by one lookup that cannot leave it
/// (<see cref="SafePath"/>), and what is made in it is made by its descriptor, following nothing. A symbolic link that somebody puts in the
/// way leads at most to another place below the root.
/// </summary>
public sealed class PlaceEntries : IEntrySink, IDisposable
{
    private const uint Unready = 0x180;
    private const uint Private = 0x1c0;

    private readonly PlaceOptions _options;
    private readonly TargetDirectories _directories;
    private readonly FileCopies _copies = new();
    private readonly List<(byte[] Path, TarEntry Entry)> _made = [];
    private readonly List<string> _skipped = [];
    private FileStatus? _first;

    /// <summary>Puts entries below a directory.</summary>
    /// <param name="root">What cannot be left; held until the end by the caller.</param>
    /// <param name="directory">Where in it the entries' names begin; it is there.</param>
    /// <param name="options">Owners and conflicts.</param>
    public PlaceEntries(SafeFileHandle root, RawPath directory, PlaceOptions options)
    {
        _options = options;
        _directories = new TargetDirectories(root, directory, options.Owner);
    }

    /// <summary>What was left out, with the reason.</summary>
    public IReadOnlyList<string> Skipped => _skipped;

    /// <inheritdoc/>
    public void Dispose()
    {
        _copies.Dispose();
        _directories.Dispose();
    }

    /// <inheritdoc/>
    public bool IsTarget(FileStatus directory) =>
        _first is { } first && (first.Inode, first.FileSystem) == (directory.Inode, directory.FileSystem);

    /// <inheritdoc/>
    public void Add(TarEntry entry, EntryContent? content)
    {
        ArgumentNullException.ThrowIfNull(entry);
        _copies.ThrowIfFailed();
        _directories.Trim();
        var path = entry.Name.Bytes.ToArray();
        Named(path, () => Place(path, entry, content));
    }

    private void Named(byte[] path, Action action)
    {
        try
        {
            action();
        }
        catch (EngineException e) when (e.InnerException is LinuxException)
        {
            throw new EngineException(e.Kind, $"copying to \"{_directories.Shown(path)}\": {e.Message}", e.Hint, e.InnerException);
        }
    }

    private void Place(byte[] path, TarEntry entry, EntryContent? content)
    {
        var directory = _directories.Open(EntryName.Parent(path));
        var name = EntryName.Last(path);
        switch (entry.Type)
        {
            case TarEntryType.Directory:
                MakeDirectory(directory, name, path, entry);
                break;
            case TarEntryType.RegularFile:
                PlaceFile(CreateFile(directory, name, path), path, entry, content);
                break;
            case TarEntryType.CharacterDevice or TarEntryType.BlockDevice when _options.SkipsDevices || (entry.DeviceMajor, entry.DeviceMinor) == (0, 0):
                _skipped.Add($"{entry.Name}: device nodes are not copied");
                break;
            default:
                MakeSpecial(directory, name, path, entry);
                break;
        }
    }

    private void PlaceFile(SafeFileHandle file, byte[] path, TarEntry entry, EntryContent? content)
    {
        EntryContent? held = null;
        try
        {
            held = FileCopies.IsWorth(entry.Size) ? content?.TryDetach() : null;
            if (held is not null)
            {
                _copies.Add(new FileCopy(file, held, copy => Named(path, () => Fill(copy.File, entry, copy.Content))));
                return;
            }

            Fill(file, entry, content);
            file.Dispose();
        }
        catch
        {
            held?.Dispose();
            file.Dispose();
            throw;
        }
    }

    private void Fill(SafeFileHandle file, TarEntry entry, EntryContent? content)
    {
        content?.WriteTo(file);
        Finish(file, entry);
    }

    /// <summary>
    /// Waits for the contents that are still on their way, and gives the directories their owners, modes and times, the deepest first: making a
    /// file in one would change its time, and its mode could forbid it.
    /// </summary>
    /// <exception cref="EngineException">The kernel refused; for a content, after the directories have what is theirs.</exception>
    public void Finish()
    {
        _copies.Wait();
        for (var i = _made.Count - 1; i >= 0; i--)
        {
            var (path, entry) = _made[i];
            using var directory = _directories.TryOpenOwn(path);
            if (directory is not null) Finish(directory.Handle, entry);
        }

        _made.Clear();
        _copies.ThrowIfFailed();
    }

    private void MakeDirectory(DirectoryHandle parent, byte[] name, byte[] path, TarEntry entry)
    {
        if (!parent.TryMakeDirectory(name, Private) && !_directories.IsDirectory(path))
        {
            Replace(parent, name, path, "mkdir", isDirectory: true);
            if (!parent.TryMakeDirectory(name, Private)) throw Exists(path, "mkdir");
        }

        _made.Add((path, entry));
        if (_first is null && parent.TryStatus(name) is { Type: FileType.Directory } status) _first = status;
    }

    private SafeFileHandle CreateFile(DirectoryHandle directory, byte[] name, byte[] path)
    {
        if (directory.TryCreateFile(name, Unready) is { } file) return file;
        if (Replace(directory, name, path, "open", isDirectory: false)) return directory.TryCreateFile(name, Unready) ?? throw Exists(path, "open");

        // Something is mounted on it (/etc/hosts of a running container): the file there takes the content.
        return directory.TryOpenEmptied(name) ?? throw Exists(path, "open");
    }

    private void MakeSpecial(DirectoryHandle directory, byte[] name, byte[] path, TarEntry entry)
    {
        try
        {
            if (!TryMake(directory, name, entry))
            {
                Replace(directory, name, path, entry.Type == TarEntryType.SymbolicLink ? "symlink" : "link", isDirectory: false);
                if (!TryMake(directory, name, entry)) throw Exists(path, "link");
            }
        }
        catch (EngineException e) when (e.Message.StartsWith("mknod", StringComparison.Ordinal) && e.InnerException is LinuxException { ErrorNumber: Errno.EPERM })
        {
            _skipped.Add($"{entry.Name}: device nodes are not copied");
            return;
        }

        if (entry.Type == TarEntryType.HardLink) return;
        var (uid, gid) = _options.OwnerOf(entry);
        directory.SetOwner(name, uid, gid);
        foreach (var attribute in entry.Xattrs) directory.TrySetXattr(name, attribute);
        if (entry.Type != TarEntryType.SymbolicLink) directory.SetMode(name, entry.Mode);
        directory.SetTimes(name, entry.AccessTime ?? entry.ModifyTime, entry.ModifyTime);
    }

    private bool TryMake(DirectoryHandle directory, byte[] name, TarEntry entry)
    {
        switch (entry.Type)
        {
            case TarEntryType.SymbolicLink:
                return directory.TryMakeSymbolicLink(name, entry.LinkName.Bytes);
            case TarEntryType.HardLink:
                var target = entry.LinkName.Bytes.ToArray();
                return directory.TryMakeHardLink(name, _directories.Open(EntryName.Parent(target)), EntryName.Last(target));
            case TarEntryType.Fifo:
                return directory.TryMakeFifo(name, entry.Mode);
            case TarEntryType.CharacterDevice:
                return directory.TryMakeCharacterDevice(name, entry.Mode, entry.DeviceMajor, entry.DeviceMinor);
            default:
                return directory.TryMakeBlockDevice(name, entry.Mode, entry.DeviceMajor, entry.DeviceMinor);
        }
    }

    /// <summary>Takes away what has the name; false where it is a mount, which cannot go.</summary>
    private bool Replace(DirectoryHandle directory, byte[] name, byte[] path, string call, bool isDirectory)
    {
        if (directory.TryStatus(name) is not { } there) return true;
        if ((isDirectory || there.Type == FileType.Directory) && !_options.Overwrites) throw Exists(path, call);
        _directories.Forget(path);
        try
        {
            if (there.Type == FileType.Directory) DeleteTree.Delete(directory.Handle, name);
            else directory.Unlink(name);
            return true;
        }
        catch (EngineException e) when (there.Type == FileType.Regular && e.InnerException is LinuxException { ErrorNumber: Errno.EBUSY })
        {
            return false;
        }
    }

    /// <summary>Owner before mode and capabilities, which chown takes away; the times last, which everything else changes.</summary>
    private void Finish(SafeFileHandle file, TarEntry entry)
    {
        var (uid, gid) = _options.OwnerOf(entry);
        FileMetadata.SetOwner(file, uid, gid);
        foreach (var attribute in entry.Xattrs) FileMetadata.TrySetXattr(file, attribute);
        FileMetadata.SetMode(file, entry.Mode);
        FileMetadata.SetTimes(file, entry.AccessTime ?? entry.ModifyTime, entry.ModifyTime);
    }

    private EngineException Exists(byte[] path, string call)
    {
        var shown = _directories.Shown(path);
        return new EngineException(
            ErrorKind.Conflict, $"copying: error creating \"{shown}\": {call} {shown}: file exists",
            "--overwrite lets a directory give way to a file, and a file to a directory");
    }
}
