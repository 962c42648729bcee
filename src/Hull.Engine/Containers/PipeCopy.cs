using Hull.Linux.Descriptors;
using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Containers;

/// <summary>Copies between pipes and streams on this thread.</summary>
internal static class PipeCopy
{
    private const int BufferSize = 64 * 1024;

    /// <summary>Copies a stream into a pipe until the stream ends.</summary>
    public static void All(Stream from, SafeFileHandle to)
    {
        var buffer = new byte[BufferSize];
        int count;
        while ((count = from.Read(buffer, 0, buffer.Length)) > 0) DescriptorText.Write(to, buffer.AsSpan(0, count));
    }

    /// <summary>Copies two pipes, each as it has data, until both have ended.</summary>
    public static void UntilBothEnd(SafeFileHandle first, Stream firstTo, SafeFileHandle second, HeldBackStream secondTo)
    {
        var buffer = new byte[BufferSize];
        var firstOpen = true;
        var secondOpen = true;
        while (firstOpen || secondOpen)
        {
            var (firstReady, secondReady) = DescriptorText.WaitReadable(firstOpen ? first : null, secondOpen ? second : null);
            if (firstReady)
            {
                var count = DescriptorText.Read(first, buffer);
                firstOpen = count > 0;
                firstTo.Write(buffer, 0, count);
                firstTo.Flush();
            }
            if (secondReady)
            {
                var count = DescriptorText.Read(second, buffer);
                secondOpen = count > 0;
                secondTo.Write(buffer.AsSpan(0, count));
            }
        }
    }
}
