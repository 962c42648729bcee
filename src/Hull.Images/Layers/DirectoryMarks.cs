using Hull.Core;
using Hull.Linux;
using Hull.Linux.Files;

namespace Hull.Images.Layers;

/// <summary>What overlay's attributes say of a directory in an upper or a layer's tree, as root or rootless.</summary>
/// <param name="IsOpaque">It hides what the layers below have in it.</param>
/// <param name="HasWhiteoutFiles">Some of its files may be whiteouts by attribute (kernel 6.7, "x" in place of "y").</param>
internal readonly record struct DirectoryMarks(bool IsOpaque, bool HasWhiteoutFiles)
{
    /// <summary>Reads a directory's marks.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="isLayer">False where such attributes mean nothing.</param>
    /// <param name="shown">Its path for messages.</param>
    /// <exception cref="EngineException">Unsupported: a mark with a value that no kernel known here writes.</exception>
    public static DirectoryMarks Of(DirectoryHandle directory, bool isLayer, string shown)
    {
        if (!isLayer) return default;
        var value = FileMetadata.TryReadXattr(directory.Handle, OverlayMarks.OpaqueXattr(userXattr: false))
            ?? FileMetadata.TryReadXattr(directory.Handle, OverlayMarks.OpaqueXattr(userXattr: true))
            ?? FileMetadata.TryReadXattr(directory.Handle, OverlayMarks.FuseOpaqueXattr);
        return value switch
        {
            null => default,
            [(byte)'y'] => new DirectoryMarks(IsOpaque: true, HasWhiteoutFiles: false),
            [(byte)'x'] => new DirectoryMarks(IsOpaque: false, HasWhiteoutFiles: true),
            _ => throw new EngineException(ErrorKind.Unsupported, $"read {shown}: overlay's mark \"{new RawPath(value)}\" is unknown"),
        };
    }

    /// <summary>Whether a file of such a directory is a whiteout: empty, with the attribute.</summary>
    public static bool IsWhiteoutFile(DirectoryHandle directory, ReadOnlySpan<byte> name, FileStatus status)
    {
        if (status is not { Type: FileType.Regular, Size: 0 }) return false;
        foreach (var attribute in directory.ReadXattrs(name))
            if (attribute.Name == OverlayMarks.WhiteoutXattr(userXattr: false) || attribute.Name == OverlayMarks.WhiteoutXattr(userXattr: true)) return true;
        return false;
    }

    /// <summary>Attributes that say that the directory's entries or the file's data lie in another layer under another name.</summary>
    public static bool PointsElsewhere(RawPath xattr)
        => xattr.Bytes.StartsWith("trusted.overlay."u8) ? IsPointer(xattr.Bytes["trusted.overlay."u8.Length..])
            : xattr.Bytes.StartsWith("user.overlay."u8) && IsPointer(xattr.Bytes["user.overlay."u8.Length..]);

    private static bool IsPointer(ReadOnlySpan<byte> name) => name.SequenceEqual("redirect"u8) || name.SequenceEqual("metacopy"u8);
}
