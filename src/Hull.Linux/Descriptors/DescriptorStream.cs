using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Descriptors;

/// <summary>
/// A stream that is nothing but read(2) and write(2) on a descriptor. The framework's console stream changes the terminal's settings around
/// each read, and its file stream keeps an offset of its own, which overwrites what others write to a shared file.
/// </summary>
/// <param name="descriptor">Stays the caller's: disposing the stream does not close it.</param>
public sealed class DescriptorStream(SafeFileHandle descriptor) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override unsafe int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var count = Libc.read(descriptor, start, (nuint)buffer.Length);
                if (count >= 0) return (int)count;
                // EIO: the terminal has hung up; for a reader that is the end.
                if (Libc.Errno == Errno.EIO) return 0;
                Retry(Readiness.Read);
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            for (var done = 0; done < buffer.Length;)
            {
                var count = Libc.write(descriptor, start + done, (nuint)(buffer.Length - done));
                if (count >= 0) done += (int)count;
                else Retry(Readiness.Write);
            }
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is kept.
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    // A descriptor that somebody else made non-blocking is waited for; an interrupted call is repeated.
    private void Retry(Readiness readiness)
    {
        var errno = Libc.Errno;
        if (errno == Errno.EINTR) return;
        if (errno != Errno.EAGAIN) throw new IOException(new LinuxException(errno).Message, errno);
        Span<Libc.PollFd> one = [new Libc.PollFd { Descriptor = (int)descriptor.DangerousGetHandle(), Events = (short)readiness }];
        Libc.Poll(one, Timeout.Infinite);
    }
}
