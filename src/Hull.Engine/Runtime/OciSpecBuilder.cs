using Hull.Core;
using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Engine.Runtime;

/// <summary>Writes down for the OCI runtime what was decided and what this start adds. Pure; one file a group of options.</summary>
internal static partial class OciSpecBuilder
{
    /// <summary>config.json of one start.</summary>
    /// <param name="config">The container as decided.</param>
    /// <param name="facts">What this start adds.</param>
    public static RuntimeSpec Build(ContainerConfig config, StartFacts facts) =>
        throw new EngineException(ErrorKind.Unsupported, $"specification of container {config.Id}: not built yet");
}
