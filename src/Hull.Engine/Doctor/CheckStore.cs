using System.Globalization;
using Hull.Linux;
using Hull.Linux.HostFacts;

namespace Hull.Engine.Doctor;

/// <summary>The place of the store: local, the caller's, with room.</summary>
internal static class CheckStore
{
    private const string Name = "store";
    private const string MakeRoom = "hull rmi NAME of images that you need no more, or name another disk with --root";
    private const long Gibibyte = 1L << 30;
    private const long Roomy = 2 * Gibibyte;
    private const long LeastRoom = Gibibyte / 10;

    public static IEnumerable<Finding> Look(ExaminedHost host)
    {
        var root = host.Settings.Root;
        var place = NearestDirectory(root);
        if (host.NetworkTypeOf(place) is { } network)
        {
            yield return Finding.Bad(
                Name, $"{root} lies on a network file system ({network}), which can hold neither overlay layers nor the state database",
                host.Rootless
                    ? $"mkdir -p -m 0700 /var/tmp/{host.UserName} && export XDG_DATA_HOME=/var/tmp/{host.UserName}  (or another directory of a local disk)"
                    : "name a directory of a local disk with --root");
            yield break;
        }

        if (!PathAccess.MayReadAndWrite(place))
        {
            var owner = host.Rootless ? $"sudo chown -R {host.UserName}: {place}" : $"mount -o remount,rw $(findmnt -n -o TARGET -T {place})";
            yield return Finding.Bad(Name, $"{place} cannot be written by user {host.UserName}", owner);
            yield break;
        }

        yield return Room(root, new DriveInfo(place).AvailableFreeSpace, FileSystemType.NameOf(place));
    }

    /// <summary>What to think of the room that is left; pure.</summary>
    internal static Finding Room(string root, long free, string type)
    {
        var detail = string.Create(CultureInfo.InvariantCulture, $"{root} on {type}, {free / (double)Gibibyte:F1} GiB free");
        if (free < LeastRoom) return Finding.Bad(Name, detail + ": no image fits", MakeRoom);
        return free < Roomy ? Finding.Warning(Name, detail, MakeRoom) : Finding.Good(Name, detail);
    }

    /// <summary>The directory, or the nearest above it that exists.</summary>
    internal static string NearestDirectory(string path)
    {
        while (!Directory.Exists(path) && Path.GetDirectoryName(path) is { Length: > 0 } parent) path = parent;
        return path;
    }
}
