using System.Text.Json;
using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Engine.Containers;

namespace Hull.Cli.Commands;

/// <summary><c>hull mount</c> and <c>hull unmount</c>.</summary>
internal static class MountCommand
{
    private const int ShortIdLength = 12;

    private static readonly Option<string> Format = Flag.Text("format", Flag.NoShort, "Print what is mounted as JSON (json)");
    private static readonly Option<bool> NoTruncate = new("no-trunc", Flag.NoShort, "bool", "Show ids whole", false, ValueReaders.ReadBool)
    {
        ValueWhenBare = "true",
        Aliases = ["notruncate"],
    };

    private static readonly Option<bool> Force = Flag.Bool("force", 'f', "Unmount also what others have asked for");

    /// <summary>The row of mount.</summary>
    public static Command Row => new()
    {
        Name = "mount",
        Summary = "Mount a working container's root filesystem",
        Description = "Mounts the root file system of containers and prints where; without a container it lists what is mounted",
        Usage = "[options] [CONTAINER...]",
        Examples = "{0}\n{0} ctrID\n{0} ctrID1 ctrID2 ctrID3\n{0} --all",
        Options = static () => [ContainerTargets.All, Format, ContainerTargets.Latest, NoTruncate],
        Arguments = static invocation => Check(invocation, needsOne: false),
        Run = static context => Task.FromResult(Run(context)),
    };

    /// <summary>The row of unmount.</summary>
    public static Command Unmount => new()
    {
        Name = "unmount",
        Aliases = ["umount"],
        Summary = "Unmount working container's root filesystem",
        Description = "Takes mounts back: the root file system is unmounted when the last one is, unless the container runs",
        Usage = "[options] CONTAINER [CONTAINER...]",
        Examples = "{0} ctrID\n{0} ctrID1 ctrID2 ctrID3\n{0} --all",
        Options = static () => [ContainerTargets.All, Force, ContainerTargets.Ignore, ContainerTargets.Latest],
        Arguments = static invocation => Check(invocation, needsOne: true),
        Run = static context => Task.FromResult(RunUnmount(context)),
    };

    private static string? Check(Invocation invocation, bool needsOne)
    {
        var (all, latest) = (invocation.Get(ContainerTargets.All), invocation.Get(ContainerTargets.Latest));
        if (all && latest) return "--all and --latest cannot be used together";
        if (all && invocation.Arguments.Count > 0) return "no arguments are needed with --all";
        if (latest && invocation.Arguments.Count > 0) return "--latest and containers cannot be used together";
        return needsOne && !all && !latest && invocation.Arguments.Count == 0 ? "you must provide at least one name or id" : null;
    }

    private static int Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var format = invocation.Get(Format);
        if (format is not ("" or "json")) throw new EngineException(ErrorKind.InvalidArgument, $"unknown --format argument: \"{format}\"");
        if (invocation.Arguments.Count == 0 && !invocation.Get(ContainerTargets.All) && !invocation.Get(ContainerTargets.Latest)) return List(context, format);
        var failures = new Failures();
        var mounted = new List<(ContainerRecord Container, string Place)>();
        foreach (var target in ContainerTargets.Select(context))
            failures.Attempt(() => mounted.Add((context.Engine.Containers.Get(target), context.Engine.Containers.Mount(target))));
        if (format.Length > 0) context.Out.Write(Json(mounted) + "\n");
        else foreach (var (_, place) in mounted) context.Out.Write(place + "\n");
        return failures.Report(context.Error);
    }

    private static int List(CommandContext context, string format)
    {
        var mounted = context.Engine.Containers.Mounted();
        if (format.Length > 0)
        {
            context.Out.Write(Json(mounted) + "\n");
            return ExitCodes.Success;
        }
        var length = context.Invocation.Get(NoTruncate) ? int.MaxValue : ShortIdLength;
        foreach (var (container, place) in mounted) context.Out.Write($"{Cut(container.Config.Id, length)}  {place}\n");
        return ExitCodes.Success;
    }

    private static string Cut(string id, int length) => id.Length > length ? id[..length] : id;

    private static string Json(IReadOnlyList<(ContainerRecord Container, string Place)> mounted)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var (container, place) in mounted)
            {
                writer.WriteStartObject();
                writer.WriteString("id", container.Config.Id);
                writer.WriteStartArray("Names");
                writer.WriteStringValue(container.Config.Name);
                writer.WriteEndArray();
                writer.WriteString("mountpoint", place);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        using var document = JsonDocument.Parse(buffer.ToArray());
        return new GoJson(1, escapeHtml: true).Write(document.RootElement);
    }

    private static int RunUnmount(CommandContext context)
    {
        var invocation = context.Invocation;
        var containers = context.Engine.Containers;
        var all = invocation.Get(ContainerTargets.All);
        var failures = new Failures();
        // Of all, those that run keep what they need, and nobody asked for it.
        var targets = all
            ? containers.Mounted().Where(static mounted => mounted.Container.State.UserMounts > 0 || !Runs(mounted.Container.State)).Select(static mounted => mounted.Container.Config.Id)
            : ContainerTargets.Select(context);
        foreach (var target in targets.ToList())
        {
            if (invocation.Get(ContainerTargets.Ignore) && !containers.Exists(target)) continue;
            failures.Attempt(() => context.Out.Write(containers.Unmount(target, invocation.Get(Force)) + "\n"));
        }
        return failures.Report(context.Error);
    }

    private static bool Runs(ContainerState state) =>
        state.Status is ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Stopping;
}
