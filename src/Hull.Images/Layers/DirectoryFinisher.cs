using Hull.Core;
using Hull.Linux;
using Hull.Linux.Files;

namespace Hull.Images.Layers;

/// <summary>
/// Gives the directories of an unpacked layer their owner, mode, attributes and times once nothing is made in them any more: making a file
/// would change the times, and a mode could forbid it. The deepest come first, since a mode can also forbid to pass.
/// </summary>
internal sealed class DirectoryFinisher(DirectoryTree tree, bool userXattr)
{
    private const uint ImpliedMode = 0x1ed;

    private readonly Dictionary<string, int> _skipped = [];

    /// <summary>Finishes all directories.</summary>
    /// <param name="skippedXattrs">The attributes that were left out, by name.</param>
    public void Run(out Dictionary<string, int> skippedXattrs)
    {
        foreach (var node in tree.All.OrderByDescending(n => n.Depth).ToList())
        {
            if (tree.IsCrowded) tree.CloseSome();
            try
            {
                Finish(node, tree.Open(node));
            }
            catch (EngineException e)
            {
                throw LayerErrors.Failed(node.Entry?.Name ?? node.Shown, e);
            }
        }

        skippedXattrs = _skipped;
    }

    private void Finish(DirectoryNode node, DirectoryHandle directory)
    {
        var file = directory.Handle;
        if (node.IsOpaque) MarkOpaque(node, directory);
        if (node.Entry is not { } entry)
        {
            FileMetadata.SetOwner(file, 0, 0);
            FileMetadata.SetMode(file, ImpliedMode);
            FileMetadata.SetTimes(file, default, default);
            return;
        }

        foreach (var attribute in entry.Xattrs) Set(directory, attribute);
        FileMetadata.SetOwner(file, entry.Uid, entry.Gid);
        FileMetadata.SetMode(file, entry.Mode);
        FileMetadata.SetTimes(file, entry.AccessTime ?? entry.ModifyTime, entry.ModifyTime);
    }

    private void Set(DirectoryHandle directory, Xattr attribute)
    {
        if (!OverlayMarks.IsOfHost(attribute.Name) && FileMetadata.TrySetXattr(directory.Handle, attribute)) return;
        var name = attribute.Name.ToString();
        _skipped[name] = _skipped.GetValueOrDefault(name) + 1;
    }

    /// <summary>Without the mark the layer would show files that it removes: that is no attribute to leave out.</summary>
    private void MarkOpaque(DirectoryNode node, DirectoryHandle directory)
    {
        var mark = new Xattr(OverlayMarks.OpaqueXattr(userXattr), "y"u8.ToArray());
        if (FileMetadata.TrySetXattr(directory.Handle, mark)) return;
        throw new EngineException(
            ErrorKind.Unsupported, $"layer directory \"{node.Shown}\": the file system does not take the attribute {mark.Name}",
            userXattr ? "keep images on a file system with user extended attributes" : "run as root, or rootless with user attributes");
    }
}
