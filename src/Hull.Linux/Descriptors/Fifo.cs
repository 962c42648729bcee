using Hull.Linux.Native;

namespace Hull.Linux.Descriptors;

/// <summary>FIFOs that a living process reads.</summary>
public static class Fifo
{
    /// <summary>Writes one message; a plain open would wait for a reader that may never come (fifo(7)).</summary>
    /// <param name="path">The FIFO.</param>
    /// <param name="message">At most PIPE_BUF bytes, so that it arrives in one piece.</param>
    /// <returns>False where the FIFO is not there, or nobody reads it.</returns>
    /// <exception cref="Hull.Core.EngineException">It is there but cannot be opened or written.</exception>
    public static bool TryWrite(string path, ReadOnlySpan<byte> message)
    {
        using var fifo = Libc.TryOpenFile(path, Libc.O_WRONLY | Libc.O_NONBLOCK);
        if (fifo is null) return Libc.Errno is Errno.ENXIO or Errno.ENOENT ? false : throw Libc.Error(Libc.Errno, "open", path);
        Libc.Write(fifo, message, path);
        return true;
    }
}
