using Hull.Cli.CommandLine;

namespace Hull.Cli.Commands;

/// <summary>The command table: every path that the command line knows hangs here.</summary>
internal static class CommandTable
{
    /// <summary>The program's own row.</summary>
    /// <param name="program">The name under which it was called.</param>
    public static Command Root(string program) => new()
    {
        Name = program,
        Summary = "Manage containers and images",
        Usage = "[options] [command]",
        Options = static () => ProgramOptions.All,
        Subcommands = TopLevel,
    };

    private static Command[] TopLevel() =>
    [
        .. OfContainers(),
        .. OfImages(),
        CompleteCommand.Row, CompleteCommand.WithoutDescriptions, CompletionCommand.Row, ManualCommand.Row,
        DiffCommand.Row, DoctorCommand.Row, EventsCommand.Row, GenerateSpecCommand.Group, HelpCommand.Row, ImagesCommand.Row, InfoCommand.Row, InspectCommand.Row, LoginCommands.Login, LoginCommands.Logout, RmiCommand.Row, UnshareCommand.Row, VersionCommand.Row,
        Group("container", "Manage containers", static () =>
        [
            .. OfContainers(), CheckpointCommand.Row, CleanupCommand.Row, CloneCommand.Row, DiffCommand.OfContainers, ExistsCommand.OfContainers, InspectCommand.OfContainers, PruneCommands.Containers,
            RestoreCommand.Row, RunLabelCommand.Row,
            PsCommand.Row with { Name = "list", Aliases = ["ls"] },
        ]),
        Group("healthcheck", "Manage health checks", static () => [HealthcheckCommands.Run]),
        Group("image", "Manage images", static () =>
        [
            .. OfImages(), DiffCommand.OfImages, ExistsCommand.OfImages, ImageTreeCommand.Row, ImagesCommand.Row with { Name = "list", Aliases = ["ls"] }, InspectCommand.OfImages, PruneCommands.Images,
            ImageMountCommands.Mount, ImageMountCommands.Unmount, RmiCommand.Row with { Name = "rm" },
        ]),
        Group("network", "Manage networks", static () => [NetworkCommands.Reload]),
        SecretCommands.Row,
        Group("system", "Manage the engine as a whole", static () => [SystemCheckCommand.Row, SystemDfCommand.Row, EventsCommand.Row, InfoCommand.Row, SystemCommands.Migrate, SystemPruneCommand.Row, SystemCommands.Reconcile, SystemCheckCommand.Renumber, SystemCommands.Reset]),
        Group("volume", "Manage volumes", static () =>
        [
            VolumeCommands.Create, VolumeLookCommands.Exists, VolumeFileCommands.Export, VolumeFileCommands.Import, VolumeLookCommands.Inspect, VolumeLookCommands.List,
            VolumeFileCommands.Mount, VolumePruneCommand.Row, VolumeCommands.Reload, VolumeCommands.Remove, VolumeFileCommands.Unmount,
        ]),
    ];

    // These stand at the top and below container.
    private static Command[] OfContainers() =>
    [
        AttachCommand.Row, CommitCommand.Row, CpCommand.Row, CreateCommand.Row, ExecCommand.Row, ExportCommand.Row, InitCommand.Row, KillCommand.Row, LogsCommand.Row,
        MountCommand.Row, MountCommand.Unmount, PauseCommand.Row, PortCommand.Row, PsCommand.Row,
        RenameCommand.Row, RestartCommand.Row, RmCommand.Row, RunCommand.Row, StartCommand.Row, StatsCommand.Row, StopCommand.Row, TopCommand.Row, PauseCommand.Unpause,
        UpdateCommand.Row, WaitCommand.Row,
    ];

    // These stand at the top and below image.
    private static Command[] OfImages() => [HistoryCommand.Row, ImportCommand.Row, LoadCommand.Row, PullCommand.Row, PushCommand.Row, SaveCommand.Row, TagCommand.Row, TagCommand.Untag];

    private static Command Group(string name, string summary, Func<Command[]> subcommands) =>
        new() { Name = name, Summary = summary, Usage = "[command]", Subcommands = subcommands };
}
