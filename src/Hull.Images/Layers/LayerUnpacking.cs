using Hull.Core;
using Hull.Linux;
using Hull.Linux.Files;
using Hull.Linux.Tar;

namespace Hull.Images.Layers;

/// <summary>
/// The reading side of one unpacking. It alone knows the directories and makes them; files go to the workers, those of one directory always
/// to the same. A second entry of one path depends on what was done before, a hard link on its target: then the reader waits for the
/// workers first. Everything else can be done in any order, since the tree is private and each path is new.
/// </summary>
internal sealed class LayerUnpacking : IDisposable
{
    private const uint PrivateMode = 0x1c0;

    private readonly UnpackOptions _options;
    private readonly UnpackFailure _failure = new();
    private readonly DirectoryTree _tree;
    private readonly FileWorker[] _workers;
    private readonly PathSet _made = new();
    private readonly List<RawPath> _skippedDevices = [];
    private readonly CancellationToken _cancellation;
    private long _entries;
    private long _directories;
    private long _contentBytes;
    private long _whiteouts;

    public LayerUnpacking(string directory, UnpackOptions options, int workers, CancellationToken cancellationToken)
    {
        _options = options;
        _cancellation = cancellationToken;
        _tree = new DirectoryTree(directory, workers);
        _workers = new FileWorker[workers];
    }

    public void Dispose()
    {
        foreach (var worker in _workers) worker?.Dispose();
        _tree.Dispose();
    }

    /// <summary>Unpacks the whole stream.</summary>
    public UnpackedLayer Run(Stream tar)
    {
        var self = PrepareRoot(_tree.Root.Handle!);
        for (var i = 0; i < _workers.Length; i++) _workers[i] = new FileWorker(self, _failure);
        var reader = new TarReader(tar, StreamLimit());
        while (reader.Next() is { } entry)
        {
            _cancellation.ThrowIfCancellationRequested();
            _failure.ThrowIfSet();
            _entries++;
            Guard(entry.Name);
            try
            {
                Unpack(reader, entry);
            }
            catch (EngineException e) when (!LayerErrors.IsNamed(e))
            {
                throw LayerErrors.Failed(entry.Name, e);
            }
        }

        reader.Drain();
        Settle();
        foreach (var worker in _workers) worker.Dispose();
        new DirectoryFinisher(_tree, _options.UserXattr).Run(out var skipped);
        return Result(reader.Position, skipped);
    }

    /// <summary>The first error of the workers, if there is one: it came before what the reader stumbled over.</summary>
    public void ThrowIfWorkerFailed() => _failure.ThrowIfSet();

    /// <summary>
    /// What the root inherited must not show in what is made in it: a default ACL would change modes, setgid would pass its group on. On a
    /// file system with BSD groups new files have the directory's group, so it is made ours.
    /// </summary>
    private static OwnerDefaults PrepareRoot(DirectoryHandle root)
    {
        var self = new OwnerDefaults(HostKernel.EffectiveUserId, HostKernel.EffectiveGroupId);
        FileMetadata.RemoveXattr(root.Handle, RawPath.Of("system.posix_acl_default"));
        FileMetadata.SetOwner(root.Handle, self.Uid, self.Gid);
        FileMetadata.SetMode(root.Handle, PrivateMode);
        return self;
    }

    private long StreamLimit()
    {
        if (_options.CompressedBytes <= 0) return _options.MaxBytes;
        var byRatio = (Int128)_options.CompressedBytes * _options.MaxRatio;
        return (long)Int128.Min(_options.MaxBytes, Int128.Max(byRatio, _options.RatioFloor));
    }

    private void Guard(RawPath entry)
    {
        if (_entries + _directories > _options.MaxEntries)
            throw LayerErrors.TooMuch(entry, $"the layer has more than the {_options.MaxEntries} entries allowed");
        if (!_tree.IsCrowded) return;
        Settle();
        _tree.CloseSome();
    }

    /// <summary>Waits until all that was handed to the workers is done.</summary>
    private void Settle()
    {
        foreach (var worker in _workers) worker.Finish();
        _failure.ThrowIfSet();
    }

    private void Unpack(TarReader reader, TarEntry entry)
    {
        var path = Parse(entry, entry.Name);
        if (path.IsAufsMetadata) return;
        if ((EntryRules.Problem(entry) ?? EntryRules.Problem(path)) is { } problem) throw LayerErrors.Refused(entry.Name, problem);
        if (path.IsRoot && entry.Type != TarEntryType.Directory) throw LayerErrors.Refused(entry.Name, "the layer's root can only be a directory");
        if (path.Name.StartsWith(OverlayMarks.WhiteoutPrefix)) Remove(entry, path);
        else if (entry.Type == TarEntryType.Directory) MakeDirectory(entry, path);
        else if (_options.SkipDevices && entry.Type is TarEntryType.CharacterDevice or TarEntryType.BlockDevice) _skippedDevices.Add(entry.Name);
        else MakeFile(reader, entry, path);
    }

    private static EntryPath Parse(TarEntry entry, RawPath name)
        => EntryPath.Parse(name.Bytes, out var path) is { } problem ? throw LayerErrors.Refused(entry.Name, problem) : path;

    private void MakeFile(TarReader reader, TarEntry entry, EntryPath path)
    {
        var parent = RequireDirectory(entry, path.Parent);
        var target = entry.Type == TarEntryType.HardLink ? FindTarget(entry) : default;
        if (target is { } self && self.Bytes.SequenceEqual(path.Bytes) && _made.Contains(path.Bytes)) return;
        if (_tree.Find(path.Bytes) is { } replaced)
        {
            Settle();
            _tree.Remove(replaced);
        }
        else if (!_made.Add(path.Bytes))
        {
            Settle();
        }

        var operation = new FileOperation { Entry = entry, Directory = _tree.Open(parent), Name = path.NameMemory };
        if (target is { } joined)
        {
            var directory = _tree.Find(joined.Parent) ?? throw NotInLayer(entry);
            if (directory.Worker != parent.Worker) _workers[directory.Worker].Finish();
            operation = operation with { TargetDirectory = _tree.Open(directory), TargetName = joined.NameMemory };
        }

        HandOver(reader, operation, _workers[parent.Worker]);
    }

    /// <summary>The path that a hard link joins; whether a file is there shows when the link is made.</summary>
    private EntryPath? FindTarget(TarEntry entry)
    {
        var target = Parse(entry, entry.LinkName);
        if (target.IsRoot || _tree.Find(target.Bytes) is not null)
            throw LayerErrors.Refused(entry.Name, $"a hard link to the directory \"{entry.LinkName}\"");
        return _made.Contains(target.Bytes) ? target : throw NotInLayer(entry);
    }

    private static EngineException NotInLayer(TarEntry entry) => LayerErrors.NotInLayer(entry.Name, entry.LinkName);

    private void HandOver(TarReader reader, FileOperation operation, FileWorker worker)
    {
        var left = operation.Entry.StoredSize;
        _contentBytes += left;
        do
        {
            var batch = worker.BatchFor(left);
            var piece = batch.Room[..(int)Math.Min(batch.Room.Length, left)];
            for (var filled = 0; filled < piece.Length;) filled += reader.Read(piece[filled..]);
            left -= piece.Length;
            batch.Add(operation with { HasMore = left > 0 }, piece.Length);
            operation = operation with { IsContinuation = true };
            _cancellation.ThrowIfCancellationRequested();
            _failure.ThrowIfSet();
        }
        while (left > 0);
    }

    private void MakeDirectory(TarEntry entry, EntryPath path)
    {
        var node = path.IsRoot ? _tree.Root : RequireDirectory(entry, path.Bytes, replaceFile: true);
        node.Entry = entry;
    }

    /// <summary>The directory of a path, made with those above it where the layer has not named them yet.</summary>
    /// <param name="entry">The entry that needs it.</param>
    /// <param name="path">Its cleaned path.</param>
    /// <param name="replaceFile">Whether it may take the place of a file; what a file only needs to lie in may not.</param>
    private DirectoryNode RequireDirectory(TarEntry entry, ReadOnlySpan<byte> path, bool replaceFile = false)
    {
        if (_tree.Find(path) is { } known) return known;
        var slash = path.LastIndexOf((byte)'/');
        var parent = RequireDirectory(entry, slash < 0 ? default : path[..slash]);
        var directory = _tree.Open(parent);
        var name = path[(slash + 1)..];
        var isReplacement = false;
        if (!_made.Add(path))
        {
            Settle();
            var there = directory.TryStatus(name);
            isReplacement = there is { IsWhiteout: true };
            if (there is not null && !isReplacement && !replaceFile) throw NotADirectory(entry, path, there.Value.Type);
            directory.Unlink(name);
        }

        if (!directory.TryMakeDirectory(name, PrivateMode))
            throw LayerErrors.Refused(entry.Name, "something was in the directory that the layer is unpacked into");
        _directories++;
        var node = _tree.Add(parent, path.ToArray());
        node.IsReplacement = node.IsOpaque = isReplacement;
        return node;
    }

    private static EngineException NotADirectory(TarEntry entry, ReadOnlySpan<byte> path, FileType type) => LayerErrors.Refused(
        entry.Name,
        type == FileType.SymbolicLink
            ? $"its path goes through the symbolic link \"{new RawPath(path.ToArray())}\""
            : $"\"{new RawPath(path.ToArray())}\" on its path is no directory");

    /// <summary>A whiteout speaks of the parent layers only: what this layer itself has at the name stays.</summary>
    private void Remove(TarEntry entry, EntryPath path)
    {
        var removed = EntryRules.Whiteout(path.Name, entry.Type, out var problem);
        if (problem is not null) throw LayerErrors.Refused(entry.Name, problem);
        var parent = RequireDirectory(entry, path.Parent);
        if (removed.IsEmpty)
        {
            parent.IsOpaque = true;
            return;
        }

        byte[] full = path.Parent.IsEmpty ? removed.ToArray() : [.. path.Parent, (byte)'/', .. removed];
        if (_tree.Find(full) is { } directory)
        {
            directory.IsOpaque = directory.IsReplacement = true;
            return;
        }

        if (!_made.Add(full))
        {
            Settle();
            if (_tree.Open(parent).TryStatus(removed) is not null) return;
        }

        _whiteouts++;
        var operation = new FileOperation { Entry = entry, Directory = _tree.Open(parent), Name = removed.ToArray(), IsWhiteout = true };
        _workers[parent.Worker].BatchFor(0).Add(operation);
    }

    private UnpackedLayer Result(long streamBytes, Dictionary<string, int> skipped)
    {
        foreach (var (name, count) in _workers.SelectMany(w => w.SkippedXattrs)) skipped[name] = skipped.GetValueOrDefault(name) + count;
        return new UnpackedLayer
        {
            Entries = _entries,
            StreamBytes = streamBytes,
            ContentBytes = _contentBytes,
            Whiteouts = _whiteouts,
            ImpliedDirectories = Shown(n => n.Entry is null && !n.IsReplacement && !HasHiddenAncestor(n)),
            OpaqueDirectories = Shown(n => n.IsOpaque),
            SkippedDevices = _skippedDevices,
            SkippedXattrs = skipped,
        };
    }

    private List<RawPath> Shown(Func<DirectoryNode, bool> which)
        => [.. _tree.All.Where(which).OrderBy(n => n.Path, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).Select(n => n.Shown)];

    /// <summary>Below an opaque directory the parent layers' directories are hidden and say nothing.</summary>
    private static bool HasHiddenAncestor(DirectoryNode node)
    {
        for (var above = node.Parent; above is not null; above = above.Parent)
            if (above.IsOpaque) return true;
        return false;
    }
}
