using Hull.Linux;
using Hull.Oci.Runtime;
using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Runtime;

/// <summary>All device nodes of the host's /dev, for privileged containers; what the container's own mounts provide is left out.</summary>
internal static class HostDevices
{
    // Podman's list: pseudo terminals, shared memory and message queues are mounts of the container's own, console is the runtime's.
    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal)
    {
        "/dev/pts", "/dev/shm", "/dev/fd", "/dev/mqueue", "/dev/.lxc", "/dev/.lxd-mounts", "/dev/.udev", "/dev/console",
    };

    /// <summary>The devices, in the order in which the directory lists them.</summary>
    public static IReadOnlyList<LinuxDevice> All()
    {
        var devices = new List<LinuxDevice>();
        using var root = SafePath.OpenRoot("/");
        Collect(root, "/dev", devices);
        return devices;
    }

    private static void Collect(SafeFileHandle root, string directory, List<LinuxDevice> devices)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(directory))
        {
            if (LeftOut.Contains(path)) continue;
            // A link is not followed: what it points to is listed by itself.
            if (SafePath.TryStatus(root, path, followLast: false) is not { } status) continue;
            if (status.Type == FileType.Directory) Collect(root, path, devices);
            else if (Device(path, status) is { } device) devices.Add(device);
        }
    }

    private static LinuxDevice? Device(string path, FileStatus status)
    {
        var type = status.Type switch { FileType.CharacterDevice => "c", FileType.BlockDevice => "b", _ => null };
        if (type is null) return null;
        return new LinuxDevice
        {
            Path = path,
            Type = type,
            Major = status.Device.Major,
            Minor = status.Device.Minor,
            FileMode = status.Mode,
            Uid = status.Uid,
            Gid = status.Gid,
        };
    }
}
