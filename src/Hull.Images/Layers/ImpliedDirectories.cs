using Hull.Core;
using Hull.Linux;
using Hull.Linux.Files;

namespace Hull.Images.Layers;

/// <summary>
/// The second half of unpacking: a layer with <c>tmp/x</c> but without <c>tmp/</c> only implies /tmp, whose mode, owner and attributes the
/// layers below decide. Overlay shows the topmost directory's, so the tree of such a layer depends on its parents.
/// </summary>
public static class ImpliedDirectories
{
    /// <summary>Gives each implied directory mode, owner, extended attributes and times of the topmost parent layer that has it.</summary>
    /// <param name="directory">The unpacked layer's root.</param>
    /// <param name="implied">What <see cref="UnpackedLayer.ImpliedDirectories"/> says.</param>
    /// <param name="parents">The roots of the parent layers' trees in overlay form, the nearest first; theirs were already copied.</param>
    /// <exception cref="EngineException">The kernel refused; the message names the path.</exception>
    public static void CopyFrom(string directory, IReadOnlyList<RawPath> implied, IReadOnlyList<string> parents)
    {
        using var tree = DirectoryHandle.Open(directory);
        var roots = new List<DirectoryHandle>();
        try
        {
            foreach (var parent in parents) roots.Add(DirectoryHandle.Open(parent));

            // From the deepest up: a mode that is copied first could forbid the way to those below.
            foreach (var path in implied.Reverse()) Copy(tree, path, roots);
        }
        finally
        {
            foreach (var root in roots) root.Dispose();
        }
    }

    private static void Copy(DirectoryHandle tree, RawPath path, List<DirectoryHandle> parents)
    {
        var components = Components(path);
        foreach (var parent in parents)
        {
            using var source = Find(parent, components, out var hidesOthers);
            if (source is not null)
            {
                using var target = Find(tree, components, out _)
                    ?? throw new EngineException(ErrorKind.NotFound, $"layer directory \"{path}\": it is not in the unpacked tree");
                Copy(source, target);
                return;
            }

            if (hidesOthers) return;
        }
    }

    private static void Copy(DirectoryHandle source, DirectoryHandle target)
    {
        var status = source.Status;
        foreach (var attribute in FileMetadata.ReadXattrs(source.Handle))
        {
            if (OverlayMarks.IsOfOverlay(attribute.Name) || OverlayMarks.IsOfHost(attribute.Name)) continue;
            if (!FileMetadata.TrySetXattr(target.Handle, attribute))
                throw new EngineException(
                    ErrorKind.PermissionDenied, $"set {attribute.Name} on {DescriptorPath.Current(target.Handle)}: what the parent layer has cannot be set");
        }

        FileMetadata.SetOwner(target.Handle, status.Uid, status.Gid);
        FileMetadata.SetMode(target.Handle, status.Mode);
        FileMetadata.SetTimes(target.Handle, status.ModifyTime, status.ModifyTime);
    }

    /// <summary>Looks a directory up in one layer as overlay does.</summary>
    /// <param name="root">The layer's root.</param>
    /// <param name="components">The path.</param>
    /// <param name="hidesOthers">True when, not having it, this layer still decides: by a whiteout, a file or an opaque directory on the way.</param>
    private static DirectoryHandle? Find(DirectoryHandle root, List<byte[]> components, out bool hidesOthers)
    {
        var current = root.Duplicate();
        hidesOthers = IsOpaque(current);
        foreach (var component in components)
        {
            using var above = current;
            var status = above.TryStatus(component);
            hidesOthers |= status is { Type: not FileType.Directory };
            if (status is not { Type: FileType.Directory }) return null;
            current = above.TryOpenDirectory(component)
                ?? throw new EngineException(ErrorKind.Corrupt, $"open {DescriptorPath.Current(above.Handle)}/{new RawPath(component)}: it changed meanwhile");
            hidesOthers |= IsOpaque(current);
        }

        return current;
    }

    private static bool IsOpaque(DirectoryHandle directory)
        => FileMetadata.TryReadXattr(directory.Handle, OverlayMarks.OpaqueXattr(userXattr: false)) is [(byte)'y']
            || FileMetadata.TryReadXattr(directory.Handle, OverlayMarks.OpaqueXattr(userXattr: true)) is [(byte)'y'];

    private static List<byte[]> Components(RawPath path)
    {
        var components = new List<byte[]>();
        foreach (var range in path.Bytes.Split((byte)'/'))
            if (path.Bytes[range] is not ([] or [(byte)'.'])) components.Add(path.Bytes[range].ToArray());
        return components;
    }
}
