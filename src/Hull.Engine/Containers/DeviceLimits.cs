namespace Hull.Engine.Containers;

/// <summary>The devices of the host that limits of block I/O name.</summary>
internal static class DeviceLimits
{
    /// <summary>Their paths, some perhaps several times.</summary>
    public static IEnumerable<string> Paths(ContainerSpec spec) =>
    [
        .. spec.WeightDevice?.Keys ?? [], .. spec.ThrottleReadBpsDevice?.Keys ?? [], .. spec.ThrottleWriteBpsDevice?.Keys ?? [],
        .. spec.ThrottleReadIopsDevice?.Keys ?? [], .. spec.ThrottleWriteIopsDevice?.Keys ?? [],
    ];
}
