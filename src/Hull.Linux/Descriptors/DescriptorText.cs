using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Descriptors;

/// <summary>Short messages over pipes and sockets, on this thread.</summary>
public static class DescriptorText
{
    /// <summary>Writes all bytes.</summary>
    /// <exception cref="EngineException">The other end is closed.</exception>
    public static void Write(SafeFileHandle descriptor, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[Libc.Write(descriptor, bytes, "pipe")..];
    }

    /// <summary>Reads what is there; 0 at the end.</summary>
    public static int Read(SafeFileHandle descriptor, Span<byte> buffer) => Libc.Read(descriptor, buffer, "pipe");

    /// <summary>Waits until one of two descriptors has data or its end; null ones are not waited for.</summary>
    public static (bool First, bool Second) WaitReadable(SafeFileHandle? first, SafeFileHandle? second)
    {
        Span<Libc.PollFd> polled =
        [
            new Libc.PollFd { Descriptor = first is null ? -1 : (int)first.DangerousGetHandle(), Events = Libc.POLLIN },
            new Libc.PollFd { Descriptor = second is null ? -1 : (int)second.DangerousGetHandle(), Events = Libc.POLLIN },
        ];
        Libc.Poll(polled, Timeout.Infinite);
        return (polled[0].Returned != 0, polled[1].Returned != 0);
    }
}
