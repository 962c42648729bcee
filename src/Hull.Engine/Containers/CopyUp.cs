using System.Globalization;
using Hull.Core;
using Hull.Linux;
using Hull.Linux.Processes;

namespace Hull.Engine.Containers;

/// <summary>Gives a volume that is used for the first time the files that the image has at its place.</summary>
internal static class CopyUp
{
    // The volume directory's own name for "done": a volume that was filled, and emptied by the container, stays empty.
    private const string Filled = ".filled";

    /// <summary>Copies what the root file system holds at a path into a volume's directory, once.</summary>
    /// <param name="rootfs">The mounted root file system.</param>
    /// <param name="target">The path inside.</param>
    /// <param name="directory">The volume's directory on the host.</param>
    public static void IntoFreshVolume(string rootfs, string target, string directory)
    {
        var marker = directory + Filled;
        if (File.Exists(marker)) return;
        using var root = SafePath.OpenRoot(rootfs);
        using var source = SafePath.TryFind(root, target);
        if (source is not null && SafePath.Status(source).Type == FileType.Directory)
        {
            // cp starts in the very directory that SafePath found, whatever links the image has on the way to it, and follows none below.
            var here = string.Create(
                CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{(int)source.DangerousGetHandle()}/.");
            var copy = RunAndCapture.Run(new SpawnRequest { Program = "cp", Arguments = ["--archive", "--reflink=auto", "--no-target-directory", here, directory] });
            if (!copy.Status.IsSuccess)
                throw new EngineException(ErrorKind.ResourceExhausted, $"filling the volume at {target}: {copy.ErrorText}", "check the disk's space");
        }
        File.WriteAllBytes(marker, []);
    }
}
