using Hull.Core;
using Hull.Linux.Native;

namespace Hull.Linux.Files;

/// <content>Owner, mode, times and attributes of names that can't be opened: links, devices, pipes.</content>
public sealed unsafe partial class DirectoryHandle
{
    /// <summary>Sets the owner, of a link itself.</summary>
    /// <exception cref="EngineException">The kernel refused; so for all of these.</exception>
    public void SetOwner(ReadOnlySpan<byte> name, uint uid, uint gid)
    {
        var buffer = stackalloc byte[NameSize];
        if (Libc.fchownat(Handle, Terminate(name, buffer), uid, gid, Libc.AT_SYMLINK_NOFOLLOW) < 0) throw Failed("chown", name);
    }

    /// <summary>Sets the twelve permission bits. Not for links, which have none: it would follow them.</summary>
    public void SetMode(ReadOnlySpan<byte> name, uint mode)
    {
        var buffer = stackalloc byte[NameSize];
        if (Libc.fchmodat(Handle, Terminate(name, buffer), mode, 0) < 0) throw Failed("chmod", name);
    }

    /// <summary>Sets both times, of a link itself.</summary>
    public void SetTimes(ReadOnlySpan<byte> name, UnixTime accessed, UnixTime modified)
    {
        var buffer = stackalloc byte[NameSize];
        var times = stackalloc Libc.TimeSpec[2];
        FileMetadata.Fill(times, accessed, modified);
        if (Libc.utimensat(Handle, Terminate(name, buffer), times, Libc.AT_SYMLINK_NOFOLLOW) < 0) throw Failed("utimensat", name);
    }

    /// <summary>Sets an extended attribute, of a link itself; false if the file system or the kind of file doesn't take it.</summary>
    public bool TrySetXattr(ReadOnlySpan<byte> name, Xattr attribute)
    {
        fixed (byte* path = DescriptorPath.Of(Handle, name))
        fixed (byte* key = FileMetadata.Terminated(attribute.Name))
        fixed (byte* value = attribute.Value.Span)
        {
            return FileMetadata.IsSet(Libc.lsetxattr(path, key, value, (nuint)attribute.Value.Length, 0), attribute);
        }
    }

    /// <summary>The extended attributes, of a link itself, in the order of their names' bytes.</summary>
    public List<Xattr> ReadXattrs(ReadOnlySpan<byte> name)
    {
        var shown = name.ToArray();
        fixed (byte* path = DescriptorPath.Of(Handle, name))
        {
            var target = path;
            return XattrReader.Read(
                (list, size) => Libc.llistxattr(target, list, size), (key, value, size) => Libc.lgetxattr(target, key, value, size), () => Shown(shown));
        }
    }
}
