using Hull.Core;
using Hull.Linux;
using Hull.Linux.Files;
using Hull.Linux.Tar;
using Microsoft.Win32.SafeHandles;

namespace Hull.Images.Layers;

/// <summary>Makes everything but directories, on the thread of one worker.</summary>
internal sealed class FileMaker : IDisposable
{
    // Bits that writing and chown take away, and the mode of a file that isn't ready.
    private const uint SpecialBits = 0xe00;
    private const uint Unready = 0x180;

    private readonly OwnerDefaults _self;
    private readonly bool _hasExactModes;
    private SafeFileHandle? _file;
    private int _segment;
    private long _segmentDone;

    /// <param name="self">The owner that files get by being made.</param>
    /// <param name="hasExactModes">Whether this thread's umask takes no bits away.</param>
    public FileMaker(OwnerDefaults self, bool hasExactModes)
    {
        _self = self;
        _hasExactModes = hasExactModes;
    }

    /// <summary>The attributes that were left out, by name.</summary>
    public Dictionary<string, int> SkippedXattrs { get; } = [];

    public void Dispose() => _file?.Dispose();

    /// <summary>Does one operation; what is there already by that name, never a directory, is replaced.</summary>
    /// <exception cref="EngineException">The kernel refused; the message has the entry's name.</exception>
    public void Run(in FileOperation operation, ReadOnlySpan<byte> data)
    {
        try
        {
            if (operation.Entry.Type == TarEntryType.RegularFile && !operation.IsWhiteout) WriteFile(operation, data);
            else MakeSpecial(operation);
        }
        catch (EngineException e) when (!LayerErrors.IsNamed(e))
        {
            throw LayerErrors.Failed(operation.Entry.Name, e);
        }
    }

    private void WriteFile(in FileOperation operation, ReadOnlySpan<byte> data)
    {
        var entry = operation.Entry;
        if (!operation.IsContinuation)
        {
            var mode = entry.Xattrs.Count > 0 ? Unready : entry.Mode & ~SpecialBits;
            _file = operation.Directory.TryCreateFile(operation.Name.Span, mode);
            if (_file is null)
            {
                operation.Directory.Unlink(operation.Name.Span);
                _file = operation.Directory.TryCreateFile(operation.Name.Span, mode) ?? throw Taken(entry);
            }

            (_segment, _segmentDone) = (0, 0);
        }

        WriteData(entry, data);
        if (operation.HasMore) return;
        FinishFile(entry);
        _file!.Dispose();
        _file = null;
    }

    private void WriteData(TarEntry entry, ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var (start, length) = entry.Segments is { } segments ? segments[_segment] : new SparseSegment(0, entry.Size);
            var piece = data[..(int)Math.Min(data.Length, length - _segmentDone)];
            FileMetadata.WriteAt(_file!, piece, start + _segmentDone);
            _segmentDone += piece.Length;
            data = data[piece.Length..];
            if (_segmentDone == length) (_segment, _segmentDone) = (_segment + 1, 0);
        }
    }

    /// <summary>Owner before mode and capabilities, which chown takes away; the times last, which everything else changes.</summary>
    private void FinishFile(TarEntry entry)
    {
        if (entry.Segments is not null) FileMetadata.SetLength(_file!, entry.Size);
        var isForeign = !_self.Owns(entry);
        if (isForeign) FileMetadata.SetOwner(_file!, entry.Uid, entry.Gid);
        foreach (var attribute in entry.Xattrs)
            if (OverlayMarks.IsOfHost(attribute.Name) || !FileMetadata.TrySetXattr(_file!, attribute)) Skip(attribute);
        if (!_hasExactModes || entry.Xattrs.Count > 0 || (entry.Mode & SpecialBits) != 0) FileMetadata.SetMode(_file!, entry.Mode);
        FileMetadata.SetTimes(_file!, entry.AccessTime ?? entry.ModifyTime, entry.ModifyTime);
    }

    private void MakeSpecial(in FileOperation operation)
    {
        if (!TryMake(operation))
        {
            operation.Directory.Unlink(operation.Name.Span);
            if (!TryMake(operation)) throw Taken(operation.Entry);
        }

        if (!operation.IsWhiteout && operation.Entry.Type != TarEntryType.HardLink) FinishSpecial(operation);
    }

    private static bool TryMake(in FileOperation operation)
    {
        var (entry, directory) = (operation.Entry, operation.Directory);
        var name = operation.Name.Span;
        if (operation.IsWhiteout) return TryMakeWhiteout(directory, name);
        return entry.Type switch
        {
            TarEntryType.SymbolicLink => directory.TryMakeSymbolicLink(name, entry.LinkName.Bytes),
            TarEntryType.HardLink => TryLink(operation),
            TarEntryType.Fifo => directory.TryMakeFifo(name, entry.Mode),
            TarEntryType.CharacterDevice => directory.TryMakeCharacterDevice(name, entry.Mode, entry.DeviceMajor, entry.DeviceMinor),
            _ => directory.TryMakeBlockDevice(name, entry.Mode, entry.DeviceMajor, entry.DeviceMinor),
        };
    }

    // A file system that takes no whiteouts (an overlay itself) takes no upper folder of the kernel's overlay either, so what stands there is
    // read by fuse-overlayfs, which knows the archive's own form as well.
    private static bool TryMakeWhiteout(DirectoryHandle directory, ReadOnlySpan<byte> name)
    {
        try
        {
            return directory.TryMakeCharacterDevice(name, 0, 0, 0);
        }
        catch (EngineException e) when (e.InnerException is LinuxException { ErrorNumber: Errno.EPERM })
        {
            using var file = directory.TryCreateFile([.. OverlayMarks.WhiteoutPrefix, .. name], 0);
            return file is not null;
        }
    }

    private static bool TryLink(in FileOperation operation)
    {
        var entry = operation.Entry;
        var target = operation.TargetDirectory!.TryStatus(operation.TargetName.Span);
        if (target is null || target.Value.IsWhiteout)
            throw LayerErrors.NotInLayer(entry.Name, entry.LinkName);
        return operation.Directory.TryMakeHardLink(operation.Name.Span, operation.TargetDirectory, operation.TargetName.Span);
    }

    private void FinishSpecial(in FileOperation operation)
    {
        var (entry, directory) = (operation.Entry, operation.Directory);
        var name = operation.Name.Span;
        if (!_self.Owns(entry)) directory.SetOwner(name, entry.Uid, entry.Gid);
        foreach (var attribute in entry.Xattrs)
            if (OverlayMarks.IsOfHost(attribute.Name) || !directory.TrySetXattr(name, attribute)) Skip(attribute);
        if (entry.Type != TarEntryType.SymbolicLink) directory.SetMode(name, entry.Mode);
        directory.SetTimes(name, entry.AccessTime ?? entry.ModifyTime, entry.ModifyTime);
    }

    private void Skip(Xattr attribute)
    {
        var name = attribute.Name.ToString();
        SkippedXattrs[name] = SkippedXattrs.GetValueOrDefault(name) + 1;
    }

    private static EngineException Taken(TarEntry entry)
        => new(ErrorKind.Conflict, $"layer entry \"{entry.Name}\": its name is taken by something that was not there before");
}
