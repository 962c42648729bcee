using Hull.Linux;
using Hull.Linux.Files;

namespace Hull.Images.Layers;

/// <summary>The directories made so far, by path, and their open descriptors.</summary>
internal sealed class DirectoryTree : IDisposable
{
    // Of all descriptors that this process may have, a part is for directories.
    private const int NumberOfFiles = 7;
    private static readonly int MostOpen = (int)Math.Clamp(HostKernel.Limit(NumberOfFiles).Soft / 4, 64, 4096);

    private readonly Dictionary<byte[], DirectoryNode> _byPath = new(PathComparer.Instance);
    private readonly List<DirectoryNode> _open = [];
    private readonly int _workers;
    private int _nextWorker;
    private DirectoryNode _last;

    /// <param name="root">The path of the empty directory to fill.</param>
    /// <param name="workers">How many workers share the directories.</param>
    public DirectoryTree(string root, int workers)
    {
        _workers = workers;
        Root = new DirectoryNode { Path = [], Parent = null, Depth = 0, Worker = 0, Handle = DirectoryHandle.Open(root) };
        _byPath.Add(Root.Path, Root);
        _last = Root;
    }

    public DirectoryNode Root { get; }

    /// <summary>All directories, in no order.</summary>
    public IReadOnlyCollection<DirectoryNode> All => _byPath.Values;

    /// <summary>True when descriptors should be given up, with <see cref="CloseSome"/>, before more work.</summary>
    public bool IsCrowded => _open.Count > MostOpen;

    /// <summary>The directory of a path, or null if there is none.</summary>
    public DirectoryNode? Find(ReadOnlySpan<byte> path)
    {
        if (path.SequenceEqual(_last.Path)) return _last;
        if (!_byPath.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(path, out var node)) return null;
        _last = node;
        return node;
    }

    /// <summary>Records a directory that was just made.</summary>
    public DirectoryNode Add(DirectoryNode parent, byte[] path)
    {
        var node = new DirectoryNode { Path = path, Parent = parent, Depth = parent.Depth + 1, Worker = _nextWorker++ % _workers };
        parent.Children.Add(node);
        _byPath.Add(path, node);
        return node;
    }

    /// <summary>The descriptor of a directory, opened if need be.</summary>
    public DirectoryHandle Open(DirectoryNode node)
    {
        if (node.Handle is not null) return node.Handle;
        node.Handle = Open(node.Parent!).TryOpenDirectory(node.Name)
            ?? throw LayerErrors.Refused(node.Shown, "the directory vanished while the layer was unpacked");
        _open.Add(node);
        return node.Handle;
    }

    /// <summary>Gives up all descriptors but the root's. Nobody may be using them.</summary>
    public void CloseSome()
    {
        foreach (var node in _open)
        {
            node.Handle!.Dispose();
            node.Handle = null;
        }

        _open.Clear();
    }

    /// <summary>Removes a directory with all below it, on disk and here. Nobody may be using them.</summary>
    public void Remove(DirectoryNode node)
    {
        CloseSome();
        DeleteTree.Delete(Open(node.Parent!).Handle, node.Name);
        _last = Root;
        Forget(node);
    }

    public void Dispose()
    {
        CloseSome();
        Root.Handle?.Dispose();
    }

    /// <summary>A child that was removed before may have a successor of the same path, which is a child too.</summary>
    private void Forget(DirectoryNode node)
    {
        if (!_byPath.TryGetValue(node.Path, out var current) || current != node) return;
        _byPath.Remove(node.Path);
        foreach (var child in node.Children) Forget(child);
    }
}
