using System.Text.Json;
using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Engine.Containers.RootFiles;

namespace Hull.Cli.Commands;

/// <summary><c>hull diff</c>, <c>container diff</c> and <c>image diff</c>.</summary>
internal static class DiffCommand
{
    private const int Indent = 5;

    private static readonly Option<string> Format = Flag.Text("format", Flag.NoShort, "Print as JSON (json)");

    /// <summary>The row at the top.</summary>
    public static Command Row => new()
    {
        Name = "diff",
        Summary = "Display the changes to the object's file system",
        Description = "Tells what a container has changed of its image's files, or an image's topmost layer of those below; with a second name, "
            + "what must change to make that the first. A is added, C changed, D deleted",
        Usage = "[options] CONTAINER|IMAGE [CONTAINER|IMAGE]",
        Examples = "{0} myctr\n{0} --format json myimage\n{0} myctr otherimage",
        Options = static () => [Format, ContainerTargets.Latest],
        Arguments = Check,
        Run = static context => Task.FromResult(Run(context, DiffKind.All)),
    };

    /// <summary>The row below container.</summary>
    public static Command OfContainers => Row with
    {
        Summary = "Inspect changes to the container's file systems",
        Usage = "[options] CONTAINER [CONTAINER]",
        Run = static context => Task.FromResult(Run(context, DiffKind.Container)),
    };

    /// <summary>The row below image.</summary>
    public static Command OfImages => Row with
    {
        Summary = "Inspect changes to the image's file systems",
        Usage = "[options] IMAGE [IMAGE]",
        Options = static () => [Format],
        Run = static context => Task.FromResult(Run(context, DiffKind.Image)),
    };

    private static string? Check(Invocation invocation)
    {
        var latest = invocation.Get(ContainerTargets.Latest);
        if (latest && invocation.Arguments.Count > 0) return "--latest and containers cannot be used together";
        if (!latest && invocation.Arguments.Count == 0) return "must specify at least 1 argument";
        return invocation.Arguments.Count > 2 ? $"accepts between 1 and 2 arg(s), received {invocation.Arguments.Count}" : null;
    }

    private static int Run(CommandContext context, DiffKind kind)
    {
        var invocation = context.Invocation;
        var format = invocation.Get(Format);
        if (format is not ("" or "json")) throw new EngineException(ErrorKind.InvalidArgument, "only supported value for '--format' is 'json'");
        string[] names = invocation.Get(ContainerTargets.Latest) ? [ContainerTargets.LatestOf(context), .. invocation.Arguments] : [.. invocation.Arguments];
        var containers = context.Engine.Containers;
        var changes = names.Length > 1 ? containers.Diff(names[0], names[1], kind) : containers.Diff(names[0], kind);
        if (format.Length > 0) context.Out.Write(Json(changes) + "\n");
        else foreach (var change in changes) context.Out.Write($"{change.Letter} {change.Path}\n");
        return ExitCodes.Success;
    }

    private static string Json(IReadOnlyList<FileChange> changes)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            Write(writer, "changed", changes, FileChangeKind.Changed);
            Write(writer, "added", changes, FileChangeKind.Added);
            Write(writer, "deleted", changes, FileChangeKind.Deleted);
            writer.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.ToArray());
        return new GoJson(Indent, escapeHtml: false).Write(document.RootElement);
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<FileChange> changes, FileChangeKind kind)
    {
        if (!changes.Any(change => change.Kind == kind)) return;
        writer.WriteStartArray(name);
        foreach (var change in changes.Where(change => change.Kind == kind)) writer.WriteStringValue(change.Path);
        writer.WriteEndArray();
    }
}
