using System.Text;
using Hull.Core;
using Hull.Linux.Native;

namespace Hull.Linux.Descriptors;

/// <summary>
/// The small text files of /proc, /sys and the cgroup file systems: read to the end, written with one write(2), as the kernel wants them.
/// </summary>
public static class KernelFile
{
    private const int LargestSize = 64 * 1024 * 1024;

    /// <summary>The whole text.</summary>
    /// <exception cref="EngineException">It cannot be opened or read.</exception>
    public static string ReadText(string path)
    {
        using var file = Libc.OpenFile(path, Libc.O_RDONLY);
        return ReadToEnd(file, path);
    }

    /// <summary>The whole text, or null if the file, or the process or group it tells of, is gone.</summary>
    /// <exception cref="EngineException">It is there but cannot be read.</exception>
    public static string? TryReadText(string path)
    {
        using var file = Libc.TryOpenFile(path, Libc.O_RDONLY);
        if (file is null) return IsGone(Libc.Errno) ? null : throw Libc.Error(Libc.Errno, "open", path);
        try
        {
            return ReadToEnd(file, path);
        }
        catch (EngineException e) when (e.InnerException is LinuxException { ErrorNumber: var errno } && IsGone(errno))
        {
            return null;
        }
    }

    /// <summary>Writes the text with one call.</summary>
    /// <exception cref="EngineException">The kernel refused it.</exception>
    public static void WriteText(string path, string text)
    {
        using var file = Libc.OpenFile(path, Libc.O_WRONLY);
        var bytes = Encoding.UTF8.GetBytes(text);
        var written = Libc.Write(file, bytes, path);
        if (written != bytes.Length) throw new EngineException(ErrorKind.Internal, $"write {path}: {written} of {bytes.Length} bytes taken");
    }

    // ENODEV: a cgroup's file opened before its group was removed. ENOTDIR: a path whose parent was replaced.
    private static bool IsGone(int errno) => errno is Errno.ENOENT or Errno.ESRCH or Errno.ENODEV or Errno.ENOTDIR;

    private static string ReadToEnd(Microsoft.Win32.SafeHandles.SafeFileHandle file, string path)
    {
        var buffer = new byte[4096];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            if (length > LargestSize) throw new EngineException(ErrorKind.ResourceExhausted, $"read {path}: more than {LargestSize} bytes");
            var count = Libc.Read(file, buffer.AsSpan(length), path);
            if (count <= 0) break;
            length += count;
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
