using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux;

/// <content>Reading: regular files only, capped.</content>
public static unsafe partial class SafePath
{
    /// <summary>
    /// Opens a regular file for reading. It is looked at before it is opened: opening a FIFO blocks, opening a device can have effects.
    /// Null if it is not there.
    /// </summary>
    /// <param name="root">As <see cref="TryFind(SafeFileHandle, string, bool)"/>.</param>
    /// <param name="path">As there; a link at the end is followed inside the root.</param>
    /// <exception cref="EngineException">InvalidArgument: it is no regular file. Else what the kernel refused.</exception>
    public static SafeFileHandle? TryOpenRead(SafeFileHandle root, string path)
    {
        using var found = TryFind(root, path);
        return found is null ? null : OpenRead(found, path);
    }

    /// <summary>The whole of a regular file, or null if it is not there.</summary>
    /// <param name="root">As <see cref="TryFind(SafeFileHandle, string, bool)"/>.</param>
    /// <param name="path">As there.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <exception cref="EngineException">InvalidArgument: no regular file. ResourceExhausted: larger. Else what the kernel refused.</exception>
    public static byte[]? TryReadAllBytes(SafeFileHandle root, string path, int most)
    {
        using var file = TryOpenRead(root, path);
        return file is null ? null : ReadAllBytes(file, path, most);
    }

    /// <summary>The whole of a file on the host that a user named (an env file, a secret), with the same care. Links are followed.</summary>
    /// <param name="path">The path on the host.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <exception cref="EngineException">NotFound; InvalidArgument: no regular file; ResourceExhausted: larger; or what the kernel refused.</exception>
    public static byte[] ReadHostFile(string path, int most)
    {
        using var found = Libc.OpenFile(path, Libc.O_PATH);
        using var file = OpenRead(found, path);
        return ReadAllBytes(file, path, most);
    }

    /// <summary>Opens for reading the very file that was found, whatever its path leads to by now.</summary>
    /// <param name="found">From one of the finding calls.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="EngineException">InvalidArgument: it is no regular file. Else what the kernel refused.</exception>
    public static SafeFileHandle OpenRead(SafeFileHandle found, string path)
    {
        var type = Status(found).Type;
        if (type != FileType.Regular)
            throw new EngineException(ErrorKind.InvalidArgument, $"read {Shown(path)}: {Describe(type)}, not a regular file");

        // O_NONBLOCK: a lease on the file must not make us wait.
        return Libc.TryOpenFile(DescriptorPath.Of(found), Libc.O_RDONLY | Libc.O_NONBLOCK | Libc.O_NOCTTY)
            ?? throw Libc.Error(Libc.Errno, "open", Shown(path));
    }

    private static byte[] ReadAllBytes(SafeFileHandle file, string path, int most)
    {
        // The size is only a first guess: files of /proc say 0, and a file can grow while it is read.
        var largest = (int)Math.Min(most + 1L, Array.MaxLength);
        var buffer = new byte[Math.Min(Math.Max(Status(file).Size, 511) + 1, largest)];
        var length = 0;
        while (true)
        {
            var count = Libc.Read(file, buffer.AsSpan(length), Shown(path));
            if (count <= 0) return buffer[..length];
            length += count;
            if (length > most)
                throw new EngineException(ErrorKind.ResourceExhausted, $"read {Shown(path)}: larger than the {most} bytes allowed");
            if (length == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, largest));
        }
    }

    private static string Describe(FileType type) => type switch
    {
        FileType.Directory => "a directory",
        FileType.SymbolicLink => "a symbolic link",
        FileType.CharacterDevice => "a character device",
        FileType.BlockDevice => "a block device",
        FileType.Fifo => "a named pipe",
        FileType.Socket => "a socket",
        _ => "something unknown",
    };
}
