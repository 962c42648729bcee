using System.Runtime.InteropServices;
using System.Text;
using Hull.Linux.Native;

namespace Hull.Linux;

/// <summary>The paths under /proc/self/fd by which calls that want a path reach what a descriptor holds.</summary>
public static class DescriptorPath
{
    /// <summary>The path that stands for the descriptor while it is open: /proc/self/fd/N.</summary>
    /// <param name="handle">Any open descriptor, O_PATH too. It must stay open while the path is used.</param>
    public static string Of(SafeHandle handle) => $"/proc/self/fd/{handle.DangerousGetHandle()}";

    /// <summary>As <see cref="Of(SafeHandle)"/>, with a name below it; NUL-terminated.</summary>
    internal static byte[] Of(SafeHandle directory, ReadOnlySpan<byte> name)
    {
        var prefix = Encoding.ASCII.GetBytes(Of(directory));
        if (name.IsEmpty) return [.. prefix, 0];
        return [.. prefix, (byte)'/', .. name, 0];
    }

    /// <summary>Where the kernel says that the open file lies now, for messages; a deleted file's ends in " (deleted)".</summary>
    /// <param name="handle">Any open descriptor.</param>
    public static unsafe RawPath Current(SafeHandle handle)
    {
        var buffer = new byte[4096];
        using var here = Libc.OpenFile("/", Libc.O_PATH);
        fixed (byte* link = Of(handle, []))
        fixed (byte* target = buffer)
        {
            var length = Libc.readlinkat(here, link, target, (nuint)buffer.Length);
            return length < 0 ? RawPath.Of(Of(handle)) : new RawPath(buffer[..(int)length]);
        }
    }
}
