using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Runtime;

/// <summary>Gets a container's system call filter: from the cache, else read, resolved, compiled and cached.</summary>
internal static class LoadSeccomp
{
    /// <summary>The filter of a container; null only where unconfined was asked (privileged, seccomp=unconfined).</summary>
    /// <param name="config">The container: its profile and capabilities.</param>
    /// <param name="settings">Where the cache lies.</param>
    /// <param name="runtime">Who will load it.</param>
    /// <param name="host">Kernel and architecture.</param>
    /// <param name="logger">Told at debug level whether the cache had it.</param>
    /// <exception cref="EngineException">NotFound or InvalidArgument: the profile is missing or wrong.</exception>
    public static SeccompFilter? For(
        ContainerConfig config, EngineSettings settings, OciRuntimeChoice runtime, HostFacts host, ILogger? logger = null) =>
        throw new EngineException(ErrorKind.Unsupported, $"seccomp filter of container {config.Id}: not built yet");
}
