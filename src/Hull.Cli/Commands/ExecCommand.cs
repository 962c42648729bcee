using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Cli.Options.Values;
using Hull.Engine.Containers;

namespace Hull.Cli.Commands;

/// <summary><c>hull exec</c>.</summary>
internal static class ExecCommand
{
    private static readonly Option<bool> Detach = Flag.Bool("detach", 'd', "Leave the process running in the background and print the session's id");
    private static readonly Option<string> CidFile = Flag.Text("cidfile", Flag.NoShort, "Read the container's id from a file");
    private static readonly Option<string[]> Env = Flag.Array("env", 'e', "Set an environment variable");
    private static readonly Option<string[]> EnvFile = Flag.Array("env-file", Flag.NoShort, "Read environment variables from a file");
    private static readonly Option<bool> Interactive = Flag.Bool("interactive", 'i', "Pass standard input to the process");
    private static readonly Option<bool> Privileged = Flag.Bool("privileged", Flag.NoShort, "Give the process all rights");
    private static readonly Option<bool> Tty = Flag.Bool("tty", 't', "Give the process a terminal");
    private static readonly Option<bool> NoSession = Flag.Bool("no-session", Flag.NoShort, "Keep the session out of what inspect tells");
    private static readonly Option<string> User = Flag.Text("user", 'u', "User and group of the process (`name|uid[:group|gid]`)");
    private static readonly Option<string> WorkDir = Flag.Text("workdir", 'w', "Working directory inside the container");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "exec",
        Summary = "Run a process in a running container",
        Description = "Runs a further process in a container that runs",
        Usage = "[options] CONTAINER COMMAND [ARG...]",
        Examples = "{0} -it myctr sh\n{0} -it -w /tmp myctr pwd\n{0} --user root myctr ls",
        Options = static () =>
        [
            Detach, RunOptions.DetachKeys, CidFile, Env, EnvFile, Interactive, ContainerTargets.Latest, Privileged, Tty, User, WorkDir,
            DescriptorOptions.One, DescriptorOptions.Count, NoSession,
            Refused.Hidden("wait", "Seconds to wait for the container to start", "start it with `hull start`", "0"),
        ],
        Arguments = Check,
        Interspersed = false,
        Run = static context => Task.FromResult(Run(context)),
    };

    private static string? Check(Invocation invocation)
    {
        var (latest, file) = (invocation.Get(ContainerTargets.Latest), invocation.Has(CidFile));
        if (latest && file) return "--latest and --cidfile can not be used together";
        if (invocation.Arguments.Count == 0 && !latest && !file) return "exec requires the name or ID of a container or the --latest or --cidfile flag";
        return invocation.Arguments.Count < (latest || file ? 1 : 2) ? "must provide a non-empty command to start an exec session: invalid argument" : null;
    }

    private static int Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var named = !invocation.Get(ContainerTargets.Latest) && !invocation.Has(CidFile);
        var target = invocation.Has(CidFile) ? ContainerTargets.ReadIdFile(invocation.Get(CidFile)) : ContainerTargets.One(context);
        var spec = SpecOf(invocation, [.. invocation.Arguments.Skip(named ? 1 : 0)]);
        if (invocation.Get(Detach))
        {
            context.Out.Write(context.Engine.Containers.ExecDetached(target, spec) + "\n");
            return ExitCodes.Success;
        }
        using var attached = new AttachedRun(context, spec.Terminal, passSignals: false);
        var streams = attached.Streams(spec.Interactive, output: true, error: true, invocation.Get(RunOptions.DetachKeys));
        var outcome = context.Engine.Containers.Exec(target, spec, streams, attached.Connect);
        return outcome.End == AttachEnd.Detached ? ExitCodes.Success : outcome.ExitCode;
    }

    private static ExecSpec SpecOf(Invocation invocation, IReadOnlyList<string> command)
    {
        var caller = EnvironmentText.OfCaller();
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in invocation.Get(EnvFile)) EnvironmentText.AddLines(variables, OptionFile.Read(path), caller);
        foreach (var text in invocation.Get(Env)) EnvironmentText.AddTo(variables, text, caller);
        return new ExecSpec
        {
            Command = command,
            Env = variables,
            User = invocation.Get(User) is { Length: > 0 } user ? user : null,
            WorkDir = invocation.Get(WorkDir) is { Length: > 0 } directory ? directory : null,
            Terminal = invocation.Get(Tty),
            Interactive = invocation.Get(Interactive),
            Privileged = invocation.Get(Privileged),
            PreserveDescriptors = DescriptorOptions.Of(invocation),
            NoSession = invocation.Get(NoSession),
        };
    }
}
