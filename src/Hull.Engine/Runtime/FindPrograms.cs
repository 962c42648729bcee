using Hull.Core;
using Hull.Engine.Configuration;

namespace Hull.Engine.Runtime;

/// <summary>Finds the other programs that Hull starts.</summary>
internal static class FindPrograms
{
    /// <summary>conmon's absolute path: as asked, else [engine] conmon_path, else PATH.</summary>
    /// <exception cref="EngineException">RuntimeFailed: it is missing; the hint names the package.</exception>
    public static string Conmon(EngineSettings settings) =>
        throw new EngineException(ErrorKind.Unsupported, "finding conmon is not built yet");

    /// <summary>The init program's absolute path: as asked, else init_path, else catatonit.</summary>
    /// <exception cref="EngineException">RuntimeFailed: it is missing; the hint names the package.</exception>
    public static string Init(EngineSettings settings, string? asked) =>
        throw new EngineException(ErrorKind.Unsupported, "finding the init program is not built yet");
}
