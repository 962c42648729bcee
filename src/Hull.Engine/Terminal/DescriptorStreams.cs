using Hull.Linux.Descriptors;
using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Terminal;

/// <summary>Opens the caller's own descriptors as streams fit to be attached to a container.</summary>
public static class DescriptorStreams
{
    /// <summary>A stream of plain reads and writes: it changes no terminal settings and keeps no offset.</summary>
    /// <param name="descriptor">Stays the caller's.</param>
    public static Stream Open(SafeFileHandle descriptor) => new DescriptorStream(descriptor);
}
