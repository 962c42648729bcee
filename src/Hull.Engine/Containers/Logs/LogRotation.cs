using Hull.Linux;
using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Containers.Logs;

/// <summary>
/// The log file of a container across conmon's rotations. At the maximum size conmon writes a new file and renames it over the old one
/// (its --log-size-max); whoever holds the old one open can still read it to its end.
/// </summary>
internal sealed class LogRotation(string path)
{
    private (ulong Device, ulong Inode) _opened;

    /// <summary>Opens the file that has the name now; null where there is none.</summary>
    public SafeFileHandle? TryOpen()
    {
        while (true)
        {
            if (Identity() is not { } before) return null;
            SafeFileHandle file;
            try
            {
                file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
            // Replaced between look and open: look again, so that what is remembered is what is open.
            if (Identity() == before)
            {
                _opened = before;
                return file;
            }
            file.Dispose();
        }
    }

    /// <summary>Whether another file has the name by now.</summary>
    public bool HasChanged => Identity() is { } now && now != _opened;

    private (ulong Device, ulong Inode)? Identity() =>
        PathStatus.TryRead(path, out var status, out _) && status.IsRegular ? (status.Device, status.Inode) : null;
}
