using Hull.Core;
using Hull.Engine.Runtime;
using Hull.Linux.Mounts;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>fuse-overlayfs(1): a process a container that does overlayfs' work, with the same marks in the same folders. It ends when its mount does.</summary>
internal static class FuseOverlay
{
    /// <summary>The program's name.</summary>
    public const string Name = "fuse-overlayfs";

    /// <summary>Mounts an overlay.</summary>
    /// <param name="program">The program's path.</param>
    /// <param name="overlay">What to lay over what.</param>
    /// <param name="target">An existing folder.</param>
    /// <param name="log">Told the command line.</param>
    /// <param name="maps">The ids of a user namespace whose owners it is to show; null shows those on the disk.</param>
    /// <exception cref="EngineException">InvalidArgument: a path that its options cannot say. RuntimeFailed: what it said.</exception>
    public static void Attach(string program, OverlayMount overlay, string target, ILogger log, IdMaps? maps = null)
    {
        foreach (var folder in overlay.LowerDirectories.Append(overlay.UpperDirectory ?? ""))
        {
            if (folder.AsSpan().IndexOfAny(":,\\") >= 0)
                throw new EngineException(ErrorKind.InvalidArgument, $"fuse-overlayfs: the path {folder} holds a colon, a comma or a backslash", "name a store without them with --root");
        }

        var upper = overlay.UpperDirectory is { } directory ? $",upperdir={directory},workdir={overlay.WorkDirectory}" : "";
        string[] arguments = ["-o", $"lowerdir={string.Join(':', overlay.LowerDirectories)}{upper}{Mapping(maps)}", target];
        log.RunningRuntime(program, arguments);
        // It goes to the background once the mount stands.
        var run = RunAndCapture.Run(new SpawnRequest { Program = program, Arguments = arguments, NewSession = true });
        if (run.Status.IsSuccess) return;
        var said = run.ErrorText.Trim().ReplaceLineEndings("; ");
        throw new EngineException(
            ErrorKind.RuntimeFailed, $"fuse-overlayfs: {(said.Length > 0 ? said : run.Status.ToString())}", "check that /dev/fuse may be opened: `ls -l /dev/fuse`");
    }

    private static string Mapping(IdMaps? maps) =>
        maps is null ? "" : $",uidmapping={string.Join(':', maps.Users)},gidmapping={string.Join(':', maps.Groups)}";
}
