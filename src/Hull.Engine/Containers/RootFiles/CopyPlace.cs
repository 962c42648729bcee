using System.Text;
using Hull.Core;
using Hull.Linux;
using Hull.Linux.Copying;
using Hull.Linux.Files;
using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Containers.RootFiles;

/// <summary>A tree in which a path is looked up: a container's, by a root that no lookup leaves, or the host's.</summary>
internal sealed class CopyPlace : IDisposable
{
    // As many as the kernel follows (path_resolution(7)).
    private const int MostLinks = 40;

    private readonly IDisposable? _owned;

    private CopyPlace(SafeFileHandle? root, string path, string typed, IDisposable? owned)
    {
        Root = root;
        Path = path;
        Typed = typed;
        _owned = owned;
    }

    /// <summary>A container's root; null on the host.</summary>
    public SafeFileHandle? Root { get; }

    /// <summary>The absolute path.</summary>
    public string Path { get; }

    /// <summary>The path as typed.</summary>
    public string Typed { get; }

    /// <summary>What messages call the tree.</summary>
    public required string Name { get; init; }

    /// <summary>The container's id; null on the host.</summary>
    public string? ContainerId { get; private init; }

    /// <summary>Whether the path asks for a directory: it ends in a slash, or in a part that is a dot.</summary>
    public bool WantsDirectory => Typed.EndsWith('/') || IsContent;

    /// <summary>Whether the path means a directory's content, not the directory: its last part is a dot.</summary>
    public bool IsContent => Typed == "." || Typed.EndsWith("/.", StringComparison.Ordinal);

    /// <summary>A path in a container.</summary>
    /// <param name="opened">Its root; disposed with the place.</param>
    /// <param name="config">The container.</param>
    /// <param name="typed">The path as typed.</param>
    /// <param name="held">What else is held as long.</param>
    public static CopyPlace InContainer(OpenedRootfs opened, ContainerConfig config, string typed, IDisposable? held = null) =>
        new(opened.Root, AbsoluteInside(config, typed), typed, new Both(opened, held)) { Name = $"container {config.Name}", ContainerId = config.Id };

    /// <summary>Another path of the same container; this place must be held as long.</summary>
    public CopyPlace Sharing(ContainerConfig config, string typed) =>
        new(Root, AbsoluteInside(config, typed), typed, null) { Name = Name, ContainerId = ContainerId };

    /// <summary>A path of the host.</summary>
    public static CopyPlace OnHost(string typed) => new(null, System.IO.Path.GetFullPath(typed), typed, null) { Name = "the host" };

    /// <summary>The absolute path that a path in a container means.</summary>
    public static string AbsoluteInside(ContainerConfig config, string typed) =>
        typed.StartsWith('/') ? typed : $"{config.WorkDir.TrimEnd('/')}/{typed}";

    /// <inheritdoc/>
    public void Dispose() => _owned?.Dispose();

    /// <summary>Finds and holds the path, links followed; null if it is not there.</summary>
    public SafeFileHandle? TryFind() => Find(RawPath.Of(Path));

    /// <summary>The error of a path that is not there.</summary>
    public EngineException NotFound() =>
        new(ErrorKind.NotFound, $"\"{Typed}\" could not be found on {Name}: no such file or directory");

    /// <summary>
    /// Where something new of this path would come to lie, whether it is there or not: a link at its end, also one that leads nowhere, is
    /// followed to where it points.
    /// </summary>
    /// <returns>The directory, which is there, and the name in it.</returns>
    /// <exception cref="EngineException">NotFound: there is no such directory.</exception>
    public (SafeFileHandle Directory, RawPath Path, byte[] Name) Resolve()
    {
        var path = Encoding.UTF8.GetBytes(Path.TrimEnd('/'));
        for (var links = 0; links < MostLinks; links++)
        {
            var slash = path.AsSpan().LastIndexOf((byte)'/');
            var (parent, name) = (new RawPath(path[..Math.Max(slash, 0)]), path[(slash + 1)..]);
            var found = Find(parent.IsEmpty ? RawPath.Of("/") : parent);
            if (found is null || SafePath.Status(found).Type != FileType.Directory || name.Length == 0)
            {
                found?.Dispose();
                throw NotFound();
            }
            using var directory = DirectoryHandle.Open(found);
            if (directory.TryStatus(name) is not { Type: FileType.SymbolicLink }) return (found, parent, name);
            var target = directory.ReadLink(name);
            found.Dispose();
            path = target.Bytes.StartsWith("/"u8) ? target.Bytes.ToArray() : [.. parent.Bytes, (byte)'/', .. target.Bytes];
        }
        throw new EngineException(ErrorKind.InvalidArgument, $"\"{Typed}\" on {Name}: a loop of symbolic links");
    }

    /// <summary>Makes the sink that puts things into a directory of this place.</summary>
    /// <param name="directory">The directory, held; of the host it becomes the root that nothing leaves.</param>
    /// <param name="path">Its path.</param>
    /// <param name="options">Owners and conflicts.</param>
    public PlaceEntries Into(SafeFileHandle directory, RawPath path, PlaceOptions options) =>
        Root is null ? new PlaceEntries(directory, default, options) : new PlaceEntries(Root, path, options);

    private SafeFileHandle? Find(RawPath path) => Root is null
        ? SafePath.TryFindOnHost(Encoding.UTF8.GetString(path.Bytes))
        : SafePath.TryFind(Root, path);

    private sealed class Both(IDisposable one, IDisposable? other) : IDisposable
    {
        public void Dispose()
        {
            one.Dispose();
            other?.Dispose();
        }
    }
}
