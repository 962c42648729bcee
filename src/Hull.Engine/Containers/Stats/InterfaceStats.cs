namespace Hull.Engine.Containers.Stats;

/// <summary>What a network interface has moved since it was made.</summary>
public sealed record InterfaceStats
{
    /// <summary>Bytes received.</summary>
    public ulong RxBytes { get; init; }

    /// <summary>Packets received.</summary>
    public ulong RxPackets { get; init; }

    /// <summary>Packets received with errors.</summary>
    public ulong RxErrors { get; init; }

    /// <summary>Packets received and dropped.</summary>
    public ulong RxDropped { get; init; }

    /// <summary>Bytes sent.</summary>
    public ulong TxBytes { get; init; }

    /// <summary>Packets sent.</summary>
    public ulong TxPackets { get; init; }

    /// <summary>Packets not sent for errors.</summary>
    public ulong TxErrors { get; init; }

    /// <summary>Packets dropped before they were sent.</summary>
    public ulong TxDropped { get; init; }
}
