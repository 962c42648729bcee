using System.Globalization;
using Hull.Core;
using Hull.Linux.Processes;
using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Containers;

/// <summary>Copies what a directory of an image holds into a volume's.</summary>
internal static class CopyUp
{
    /// <summary>Copies all, with owners, modes, times, attributes and hard links.</summary>
    /// <param name="source">The very directory that SafePath found, whatever links the image has on the way to it; none below is followed.</param>
    /// <param name="directory">The volume's directory on the host.</param>
    /// <param name="target">Where it appears inside, for messages.</param>
    /// <exception cref="EngineException">ResourceExhausted: what cp(1) said.</exception>
    public static void Into(SafeFileHandle source, string directory, string target)
    {
        var here = string.Create(
            CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{(int)source.DangerousGetHandle()}/.");
        var copy = RunAndCapture.Run(new SpawnRequest { Program = "cp", Arguments = ["--archive", "--reflink=auto", "--no-target-directory", here, directory] });
        if (!copy.Status.IsSuccess)
            throw new EngineException(ErrorKind.ResourceExhausted, $"filling the volume at {target}: {copy.ErrorText}", "check the disk's space");
    }
}
