using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Linux.Processes;

namespace Hull.Engine.Runtime;

/// <summary>Finds the other programs that Hull starts.</summary>
internal static class FindPrograms
{
    private const string BinDir = "$BINDIR";

    /// <summary>conmon's absolute path: as asked, else [engine] conmon_path, else PATH.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="EngineException">RuntimeFailed: it is missing; the hint names the package.</exception>
    public static string Conmon(EngineSettings settings)
    {
        if (settings.Conmon is { } asked)
        {
            return ExecutableSearch.Find(asked) ?? throw new EngineException(
                ErrorKind.RuntimeFailed, $"conmon at {asked}: no executable file there", "correct --conmon");
        }

        foreach (var path in settings.Engine.ConmonPath)
        {
            if (ExecutableSearch.Find(path) is { } found) return found;
        }

        return ExecutableSearch.Find("conmon") ?? throw new EngineException(
            ErrorKind.RuntimeFailed,
            "conmon not found in conmon_path of containers.conf and PATH",
            "install conmon (Debian: apt-get install conmon), or name it with --conmon");
    }

    /// <summary>The init program's absolute path: as asked, else init_path, else catatonit.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="asked">The container's own choice, or null.</param>
    /// <exception cref="EngineException">RuntimeFailed: it is missing; the hint names the package.</exception>
    public static string Init(EngineSettings settings, string? asked)
    {
        var named = Named(asked) ?? Named(settings.Containers.InitPath) ?? Named(settings.Engine.InitPath);
        if (named is not null)
        {
            return ExecutableSearch.Find(named) ?? throw new EngineException(
                ErrorKind.RuntimeFailed, $"container-init binary {named} not found on the host", "correct --init-path or init_path of containers.conf");
        }

        return Helper(settings, "catatonit") ?? throw new EngineException(
            ErrorKind.RuntimeFailed,
            "container-init binary catatonit not found on the host",
            "install catatonit (Debian: apt-get install catatonit), or name an init with --init-path");
    }

    /// <summary>The hull executable, which conmon runs when a container has ended: this process, else a helper program, else beside this one.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="EngineException">RuntimeFailed: a program that uses the library cannot find it.</exception>
    public static string Hull(EngineSettings settings)
    {
        // An upgrade while this process runs unlinks the old file; the new one lies at the same path.
        var self = Environment.ProcessPath?.Replace(" (deleted)", "", StringComparison.Ordinal);
        if (self is not null && IsHull(self)) return self;
        // A user's command that was given under another view of the mounts: the kernel cannot say the path of a file that is mounted there, its caller has.
        if (Environment.GetCommandLineArgs() is [['/', ..] called, ..] && IsHull(called) && ExecutableSearch.Find(called) is { } named) return named;
        return Helper(settings, "hull") ?? ExecutableSearch.Find(Path.Join(AppContext.BaseDirectory, "hull")) ?? throw new EngineException(
            ErrorKind.RuntimeFailed,
            "hull not found in helper_binaries_dir of containers.conf, PATH and beside this program",
            "install hull, or name its directory in CONTAINERS_HELPER_BINARY_DIR");
    }

    private static bool IsHull(string path) => Path.GetFileName(path) is "hull" or "docker" or "podman";

    /// <summary>A helper program: CONTAINERS_HELPER_BINARY_DIR, [engine] helper_binaries_dir, PATH; null if it is nowhere.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="name">The program's bare name.</param>
    public static string? Helper(EngineSettings settings, string name)
    {
        if (Environment.GetEnvironmentVariable("CONTAINERS_HELPER_BINARY_DIR") is { Length: > 0 } first
            && ExecutableSearch.Find(first + "/" + name) is { } early)
            return early;
        foreach (var entry in settings.Engine.HelperBinariesDir)
        {
            if (ExecutableSearch.Find(Expand(entry) + "/" + name) is { } found) return found;
        }

        return ExecutableSearch.Find(name);
    }

    private static string? Named(string? path) => string.IsNullOrEmpty(path) ? null : path;

    // containers.conf(5), helper_binaries_dir: $BINDIR at the beginning is the directory of the running program.
    private static string Expand(string directory) => directory.StartsWith(BinDir, StringComparison.Ordinal)
        ? Path.GetDirectoryName(Environment.ProcessPath) + directory[BinDir.Length..]
        : directory;
}
