using Hull.Core;
using Hull.Engine.Configuration;

namespace Hull.Engine.Containers;

/// <summary>Looks at the host's paths that a request names: bind sources, devices. The only I/O before a decision.</summary>
internal static class HostPaths
{
    /// <summary>Path → what lies there, for each path that ResolveContainer will ask about.</summary>
    /// <param name="spec">What was asked.</param>
    /// <param name="settings">The settings, which may add mounts and devices.</param>
    public static IReadOnlyDictionary<string, HostPath> Of(ContainerSpec spec, EngineSettings settings) =>
        throw new EngineException(ErrorKind.Unsupported, "create: looking at host paths is not built yet");
}
