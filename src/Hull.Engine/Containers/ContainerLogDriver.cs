using System.Globalization;
using Hull.Core;
using Hull.Engine.Terminal;
using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Containers;

/// <summary>What a container's log driver asks of conmon.</summary>
internal static class ContainerLogDriver
{
    private const string PassThrough = "passthrough";

    /// <summary>conmon's driver and path.</summary>
    public static string ForMonitor(ContainerConfig config)
    {
        if (PassesStreams(config)) return PassThrough;
        return KeepsFile(config.LogDriver) ? $"k8s-file:{config.LogPath}" : config.LogDriver + ":";
    }

    /// <summary>Whether a driver keeps a file: k8s-file, and Docker's json-file, whose name is kept and whose lines are those of k8s-file, as with Podman.</summary>
    public static bool KeepsFile(string driver) => driver is "k8s-file" or "json-file";

    /// <summary>Whether the container has the caller's own streams: nothing is attached to, and nothing is logged.</summary>
    public static bool PassesStreams(ContainerConfig config) => config.LogDriver.StartsWith(PassThrough, StringComparison.Ordinal);

    /// <summary>The tag for the journal; the file's lines have no place for one.</summary>
    public static string TagOf(ContainerConfig config) => config.LogDriver == "journald" && Option(config, "tag") is { } tag ? LogTag.For(tag, config) : "";

    /// <summary>More fields for the journal.</summary>
    public static IReadOnlyList<string> LabelsOf(ContainerConfig config) =>
        config.LogDriver == "journald" && Option(config, "label") is { } label ? LogTag.For(label, config).Split('\n') : [];

    /// <summary>How many files are kept.</summary>
    public static int FilesOf(ContainerConfig config) =>
        Option(config, "max-file") is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : 1;

    /// <summary>Checks that the caller's streams may be given away: a terminal would let the container type for its user (TIOCSTI).</summary>
    /// <exception cref="EngineException">InvalidArgument: one is a terminal.</exception>
    public static void RequireStreams(ContainerConfig config)
    {
        if (config.LogDriver != PassThrough) return;
        for (var number = 0; number <= 2; number++)
        {
            using var stream = new SafeFileHandle(number, ownsHandle: false);
            if (AttachedTerminal.IsTerminal(stream))
                throw new EngineException(ErrorKind.InvalidArgument, "the '--log-driver passthrough' option cannot be used on a TTY", "use --log-driver passthrough-tty if it is to be");
        }
    }

    private static string? Option(ContainerConfig config, string name) => config.Spec.LogConfiguration?.Options?.GetValueOrDefault(name);
}
