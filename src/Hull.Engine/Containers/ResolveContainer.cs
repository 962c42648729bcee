using Hull.Core;

namespace Hull.Engine.Containers;

/// <summary>
/// Decides: what was asked, the image's defaults, the settings and the host become the frozen configuration of a container. Pure: no
/// I/O, the same request gives the same answer; every contradiction is found here, before the first effect.
/// </summary>
internal static partial class ResolveContainer
{
    /// <summary>Decides on one container.</summary>
    /// <param name="request">All that the decision rests on.</param>
    /// <exception cref="EngineException">InvalidArgument, Unsupported or NotFound: the first contradiction, in Podman's words where clients know them.</exception>
    public static ContainerConfig Decide(ResolveRequest request) =>
        throw new EngineException(ErrorKind.Unsupported, $"create container {request.Id}: not built yet");
}
