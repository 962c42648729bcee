using Hull.Core;
using Hull.Engine;
using Hull.Engine.Configuration;
using Hull.Engine.Rootless;

namespace Hull.Cli.CommandLine;

/// <summary>Opens the engine with the program's options.</summary>
internal static class OpenEngine
{
    /// <summary>Loads the settings and opens the store; what killed commands left is taken down first.</summary>
    /// <param name="context">The running command.</param>
    /// <exception cref="EngineException">The settings are wrong, or the store cannot be opened.</exception>
    public static ContainerEngine For(CommandContext context)
    {
        EnterUserNamespace(context);
        var engine = ContainerEngine.Open(EngineSettings.Load(OptionsOf(context.Invocation), context.Log), context.Log, context.Clock);
        try
        {
            engine.Sweep();
            return engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }

    /// <summary>Of an ordinary user: goes on inside the user's namespace, if need be by running this program again.</summary>
    /// <param name="context">The running command, which has done nothing yet that may not be done twice.</param>
    /// <exception cref="EngineException">The namespace cannot be made.</exception>
    public static void EnterUserNamespace(CommandContext context) => UserNamespace.Enter(Environment.GetCommandLineArgs(), context.Log);

    /// <summary>The program's options as the engine takes them.</summary>
    /// <param name="invocation">The command line.</param>
    /// <exception cref="EngineException">InvalidArgument: --config is no directory.</exception>
    public static EngineOptions OptionsOf(Invocation invocation) => new()
    {
        Root = Given(invocation, ProgramOptions.Root),
        RunRoot = Given(invocation, ProgramOptions.RunRoot),
        Runtime = Given(invocation, ProgramOptions.Runtime),
        RuntimeFlags = invocation.Get(ProgramOptions.RuntimeFlag),
        CgroupManager = Given(invocation, ProgramOptions.CgroupManager),
        Conmon = Given(invocation, ProgramOptions.Conmon),
        DefaultMountsFile = Given(invocation, ProgramOptions.DefaultMountsFile),
        VolumePath = Given(invocation, ProgramOptions.VolumePath) is { } path ? Path.GetFullPath(path) : null,
        CdiSpecDirs = invocation.Get(ProgramOptions.CdiSpecDir),
        HooksDirs = invocation.Get(ProgramOptions.HooksDir),
        EventsBackend = Given(invocation, ProgramOptions.EventsBackend),
        Modules = invocation.Get(ProgramOptions.Module),
        ConfigDir = ConfigDirectory(invocation),
        Syslog = invocation.Get(ProgramOptions.Syslog),
    };

    private static string? Given(Invocation invocation, Option<string> option) => invocation.Get(option) is { Length: > 0 } text ? text : null;

    private static string? ConfigDirectory(Invocation invocation)
    {
        var path = Given(invocation, ProgramOptions.Config);
        return path is null || Directory.Exists(path) || !File.Exists(path)
            ? path
            : throw new EngineException(ErrorKind.InvalidArgument, $"--config {path}: not a directory");
    }
}
