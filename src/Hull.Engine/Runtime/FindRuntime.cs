using Hull.Core;
using Hull.Engine.Configuration;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Runtime;

/// <summary>Finds the OCI runtime: as asked, else as configured, else crun, else runc (crun refuses hybrid cgroups).</summary>
internal static class FindRuntime
{
    /// <summary>Finds the runtime of a new container, or again that of an old one.</summary>
    /// <param name="settings">The settings: the runtime asked for by option, [engine] runtime and runtimes.</param>
    /// <param name="asked">The container's own choice (a name or an absolute path), or null.</param>
    /// <param name="hybridCgroups">Whether the host has the hybrid cgroup layout.</param>
    /// <param name="logger">Told at debug level what was taken and why.</param>
    /// <exception cref="EngineException">RuntimeFailed: none is installed; the hint names what to install.</exception>
    public static OciRuntimeChoice For(EngineSettings settings, string? asked, bool hybridCgroups, ILogger? logger = null) =>
        throw new EngineException(ErrorKind.Unsupported, "finding the runtime is not built yet");
}
