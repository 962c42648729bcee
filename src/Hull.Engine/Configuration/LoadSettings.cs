using Hull.Core;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Configuration;

/// <summary>Reads the settings: finds the files, reads them in order, puts the caller's options on top.</summary>
internal static class LoadSettings
{
    /// <inheritdoc cref="EngineSettings.Load"/>
    public static EngineSettings From(EngineOptions overrides, HostEnvironment host, ILogger? logger) =>
        throw new EngineException(ErrorKind.Unsupported, "reading containers.conf: not built yet");
}
