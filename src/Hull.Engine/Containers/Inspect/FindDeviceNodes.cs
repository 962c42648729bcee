using System.Globalization;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers.Inspect;

/// <summary>Finds the host's nodes of the devices that a container names by numbers: the kernel tells the name at /sys/dev.</summary>
internal static class FindDeviceNodes
{
    private const int LargestUevent = 4096;
    private const string NameKey = "DEVNAME=";

    /// <summary>major:minor → node; devices that the host no longer has are left out.</summary>
    public static IReadOnlyDictionary<string, string> For(ContainerSpec spec)
    {
        var nodes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var device in spec.Devices ?? []) Add(nodes, device.Type == "b" ? "block" : "char", device.Major, device.Minor);
        if (spec.ResourceLimits?.BlockIo is not { } blockIo) return nodes;
        foreach (var device in blockIo.WeightDevice ?? []) Add(nodes, "block", device.Major, device.Minor);
        foreach (var device in Throttles(blockIo)) Add(nodes, "block", device.Major, device.Minor);
        return nodes;
    }

    private static IEnumerable<LinuxThrottleDevice> Throttles(LinuxBlockIo blockIo) =>
    [
        .. blockIo.ThrottleReadBpsDevice ?? [], .. blockIo.ThrottleWriteBpsDevice ?? [],
        .. blockIo.ThrottleReadIopsDevice ?? [], .. blockIo.ThrottleWriteIopsDevice ?? [],
    ];

    private static void Add(Dictionary<string, string> nodes, string kind, long major, long minor)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/sys/dev/{kind}/{major}:{minor}/uevent");
        foreach (var line in TextFiles.ReadIfThere(path, LargestUevent).Split('\n'))
        {
            if (line.StartsWith(NameKey, StringComparison.Ordinal)) nodes[DescribeHostConfig.Key(major, minor)] = "/dev/" + line[NameKey.Length..];
        }
    }
}
