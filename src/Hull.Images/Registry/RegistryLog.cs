using Microsoft.Extensions.Logging;

namespace Hull.Images.Registry;

/// <summary>What the registry client says at debug level. Addresses are told without their queries, which may hold signatures; credentials never.</summary>
internal static partial class RegistryLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} {Address}")]
    public static partial void Sending(ILogger logger, string method, string address);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{What}: redirected to {Host}")]
    public static partial void Redirected(ILogger logger, string what, string host);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{What}: {Reason}; trying again in {Milliseconds} ms")]
    public static partial void TryingAgain(ILogger logger, string what, string reason, double milliseconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Authority} does not speak TLS ({Reason}): plain HTTP is allowed and tried")]
    public static partial void NoTls(ILogger logger, string authority, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "blob {Digest}: going on from byte {Offset}")]
    public static partial void Resuming(ILogger logger, Hull.Oci.Digest digest, long offset);

    [LoggerMessage(Level = LogLevel.Debug, Message = "blob {Digest}: waiting for another process that is fetching it")]
    public static partial void WaitingForOther(ILogger logger, Hull.Oci.Digest digest);

    [LoggerMessage(Level = LogLevel.Debug, Message = "blob {Digest}: {Action}")]
    public static partial void Blob(ILogger logger, Hull.Oci.Digest digest, string action);
}
