using System.Net;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Networks;

/// <summary>The debug lines of this room: each effect on the kernel.</summary>
internal static partial class NetworkLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "making network namespace {Path}")]
    public static partial void MakingNamespace(this ILogger log, string path);

    [LoggerMessage(Level = LogLevel.Debug, Message = "deleting network namespace {Path}")]
    public static partial void DeletingNamespace(this ILogger log, string path);

    [LoggerMessage(Level = LogLevel.Debug, Message = "network {Network}: making bridge {Device} with {Subnet}")]
    public static partial void MakingBridge(this ILogger log, string network, string device, Ipv4Subnet subnet);

    [LoggerMessage(Level = LogLevel.Debug, Message = "network {Network}: making nft table inet {Table}")]
    public static partial void MakingTable(this ILogger log, string network, string table);

    [LoggerMessage(Level = LogLevel.Debug, Message = "network {Network}: container {Id} gets {Address} on {Device}")]
    public static partial void Joining(this ILogger log, string network, string id, IPAddress address, string device);

    [LoggerMessage(Level = LogLevel.Debug, Message = "publishing the ports of container {Id}")]
    public static partial void Publishing(this ILogger log, string id);

    [LoggerMessage(Level = LogLevel.Debug, Message = "withdrawing the ports of container {Id}")]
    public static partial void Withdrawing(this ILogger log, string id);

    [LoggerMessage(Level = LogLevel.Debug, Message = "forgot {Count} connections of ports of container {Id}")]
    public static partial void ForgotConnections(this ILogger log, string id, int count);

    [LoggerMessage(Level = LogLevel.Debug, Message = "setting {Path} to 1")]
    public static partial void SettingKernelValue(this ILogger log, string path);

    [LoggerMessage(Level = LogLevel.Debug, Message = "letting packets of {Device} pass in chain {Chain}, since chain FORWARD drops what nobody accepts")]
    public static partial void OpeningForward(this ILogger log, string device, string chain);
}
