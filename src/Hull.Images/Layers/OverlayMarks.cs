using Hull.Linux;

namespace Hull.Images.Layers;

/// <summary>
/// The marks of the two forms of a layer: file names in a tar (OCI image-spec, layer.md, "Whiteouts"), devices and extended attributes on
/// an overlay (kernel, filesystems/overlayfs.rst, "whiteouts and opaque directories").
/// </summary>
internal static class OverlayMarks
{
    /// <summary>Begins the name of a whiteout; no real file of a layer may begin so.</summary>
    public static ReadOnlySpan<byte> WhiteoutPrefix => ".wh."u8;

    /// <summary>Begins what AUFS kept for itself: AUFS' own files at the root of very old layers, and the opaque mark.</summary>
    public static ReadOnlySpan<byte> MetadataPrefix => ".wh..wh."u8;

    /// <summary>Marks the directory it lies in as opaque.</summary>
    public static ReadOnlySpan<byte> OpaqueName => ".wh..wh..opq"u8;

    /// <summary>The attribute that makes a directory hide those below it, with the value "y".</summary>
    public static RawPath OpaqueXattr(bool userXattr) => RawPath.Of(userXattr ? "user.overlay.opaque" : "trusted.overlay.opaque");

    /// <summary>The same as fuse-overlayfs writes it where it may write neither.</summary>
    public static RawPath FuseOpaqueXattr { get; } = RawPath.Of("user.fuseoverlayfs.opaque");

    /// <summary>The attribute by which an empty file is a whiteout in a directory that says so (kernel 6.7).</summary>
    public static RawPath WhiteoutXattr(bool userXattr) => RawPath.Of(userXattr ? "user.overlay.whiteout" : "trusted.overlay.whiteout");

    /// <summary>Attributes by which overlay file systems speak to themselves; from a tar they would forge marks.</summary>
    public static bool IsOfOverlay(RawPath xattr)
        => xattr.Bytes.StartsWith("trusted.overlay."u8) || xattr.Bytes.StartsWith("user.overlay."u8) || xattr.Bytes.StartsWith("user.fuseoverlayfs."u8);

    /// <summary>Attributes of the host: a container's SELinux labels come from its mount, not from an image.</summary>
    public static bool IsOfHost(RawPath xattr) => xattr.Bytes.SequenceEqual("security.selinux"u8);
}
