using System.Text.RegularExpressions;
using Hull.Cli.CommandLine;
using Hull.Linux.Processes;

namespace Hull.Cli.Completion;

/// <summary>Finds what may stand as an option's value: by the option's name where names of things are meant, else by the choices that its help names.</summary>
/// <param name="line">The line.</param>
/// <param name="names">The names of what there is.</param>
internal sealed partial class CompleteValue(UnfinishedLine line, CompleteNames names)
{
    private const int HighestNamedSignal = 31;
    private static readonly string[] Statuses = ["created", "exited", "initialized", "paused", "removing", "running", "stopped", "stopping"];
    private static readonly string[] ContainerFilters =
        ["ancestor=", "before=", "command=", "exited=", "health=", "id=", "label=", "name=", "network=", "pod=", "restart-policy=", "since=", "status=", "until=", "volume="];

    private static readonly string[] ImageFilters =
        ["after=", "before=", "containers=", "dangling=", "digest=", "id=", "intermediate=", "label=", "manifest=", "readonly=", "reference=", "since=", "until="];

    private static readonly string[] DirectoryOptions = ["config", "root", "runroot", "tmpdir", "volumepath", "imagestore", "rootfs"];
    private static readonly string[] FileOptions = ["conmon", "runtime", "init-path", "device", "output", "input", "identity", "out", "export", "import", "file", "registries-conf"];

    /// <summary>The answer.</summary>
    /// <param name="option">The option.</param>
    public Completions Run(Option option) => OfNames(option) ?? OfChoices(option) ?? OfFiles(option);

    private Completions? OfNames(Option option) => option.Name switch
    {
        "network" => WithChoices(option, names.Networks()),
        "volumes-from" => Completions.Of(line.Typed, names.Containers(line.Command, line.Typed)),
        "pid" or "ipc" or "uts" or "userns" or "cgroupns" => Namespaces(),
        "sysctl" => CompleteSysctls.Run(line.Typed),
        "secret" => Completions.Of(line.Typed, names.Secrets()),
        "signal" or "stop-signal" => Signals(),
        "log-level" => Completions.Of(line.Typed, "debug", "error", "fatal", "info", "panic", "trace", "warn", "warning"),
        "restart" => Completions.Of(line.Typed, "always", "no", "on-failure", "on-failure:", "unless-stopped"),
        "filter" => Filters(),
        "format" => CompleteTemplate.Run(line, names),
        _ => null,
    };

    private Completions? OfChoices(Option option)
    {
        if (option.TypeName == "bool") return Completions.Of(line.Typed, "true", "false");
        var choices = Choices(option);
        return choices.Length > 0 ? Completions.Of(line.Typed, choices) : null;
    }

    private static Completions OfFiles(Option option)
    {
        if (option.Name.EndsWith("dir", StringComparison.Ordinal) || DirectoryOptions.Contains(option.Name)) return Completions.Directories;
        return option.Name.EndsWith("file", StringComparison.Ordinal) || FileOptions.Contains(option.Name) ? Completions.Files : Completions.None;
    }

    private Completions WithChoices(Option option, IEnumerable<CompletionItem> live) =>
        Completions.Of(line.Typed, live.Concat(Choices(option).Select(static word => new CompletionItem(word))));

    private static string[] Choices(Option option) => [.. Choice().Matches(option.Help).Select(static match => match.Groups[1].Value)];

    private Completions Namespaces()
    {
        const string OfContainer = "container:";
        if (line.Typed.StartsWith(OfContainer, StringComparison.Ordinal))
        {
            return Completions.Of(
                line.Typed, names.Containers(line.Command, line.Typed[OfContainer.Length..]).Select(static item => item with { Text = OfContainer + item.Text }));
        }
        return Completions.Of(line.Typed, OfContainer, "host", "private") with { Directive = CompletionDirective.NoFileComp | CompletionDirective.NoSpace };
    }

    private Completions Signals()
    {
        var all = Enumerable.Range(1, HighestNamedSignal).Select(static number => new Signal(number).Name).ToArray();
        // Both SIGTERM and TERM are taken: whoever began the short name gets short names.
        var longNames = "SIG".StartsWith(line.Typed, StringComparison.Ordinal) || line.Typed.StartsWith("SIG", StringComparison.Ordinal);
        return Completions.Of(line.Typed, longNames ? all : all.Select(static name => name[3..]));
    }

    private Completions Filters()
    {
        var images = line.Path.Contains(" image", StringComparison.Ordinal) || line.Command.Name == "images";
        const string Status = "status=";
        if (!images && line.Typed.StartsWith(Status, StringComparison.Ordinal)) return Completions.Of(line.Typed, Statuses.Select(static word => Status + word));
        if (line.Typed.Contains('=', StringComparison.Ordinal)) return Completions.None;
        return Completions.Of(line.Typed, images ? ImageFilters : ContainerFilters) with { Directive = CompletionDirective.NoFileComp | CompletionDirective.NoSpace };
    }

    // Help names what may be given between quotes: ("always"|"missing").
    [GeneratedRegex("\"([^\"|\\s=]+)\"(?=[|)])", RegexOptions.CultureInvariant)]
    private static partial Regex Choice();
}
