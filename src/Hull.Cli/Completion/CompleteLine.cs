using Hull.Cli.CommandLine;

namespace Hull.Cli.Completion;

/// <summary>Finds what may stand at the end of an unfinished command line: options, commands, values of options, and names of what there is.</summary>
/// <param name="line">The line.</param>
/// <param name="names">The names of what there is.</param>
internal sealed class CompleteLine(UnfinishedLine line, CompleteNames names)
{
    // Programs that run inside, and files: the shell knows better.
    private static readonly string[] FileWords = ["PATH", "FILE", "CONTEXT", "COMMAND", "ARG", "URI", "TARBALL", "SOURCE", "DIRECTORY", "KUBEFILE"];

    /// <summary>The answer.</summary>
    public Completions Run()
    {
        if (line.Awaiting is { } option) return new CompleteValue(line, names).Run(option);
        if (line.TakesOptions && line.Typed.StartsWith('-')) return Options();
        if (line.Command.Subcommands is { } subcommands) return Commands(subcommands());
        return Arguments(ArgumentKinds.At(line.Command, line.Parsed.Arguments.Count));
    }

    private Completions Options()
    {
        var items = new List<CompletionItem>();
        foreach (var option in line.Options.OrderBy(static option => option.Name, StringComparer.Ordinal))
        {
            // What is hidden, what would fail, and what is there already and cannot be repeated, is not offered.
            if (option.Hidden || option.Unsupported is not null) continue;
            if (line.Parsed.Has(option) && option.TypeName is not ("strings" or "stringArray" or "uints" or "count")) continue;
            var help = option.Help.Replace("`", "", StringComparison.Ordinal);
            items.Add(new CompletionItem("--" + option.Name, help));
            if (option.Short != Flag.NoShort) items.Add(new CompletionItem("-" + option.Short, help));
        }
        if (line.Typed != "-") items.Add(new CompletionItem("--help", "Show help"));
        return Completions.Of(line.Typed, items);
    }

    private Completions Commands(Command[] rows) => Completions.Of(
        line.Typed,
        rows.Where(static row => !row.Hidden).OrderBy(static row => row.Name, StringComparer.Ordinal).Select(static row => new CompletionItem(row.Name, row.Summary)));

    private Completions Arguments(IReadOnlyList<string> kinds)
    {
        if (kinds.Count == 0) return Completions.None;
        if (kinds.Any(static kind => kind.StartsWith("CONTAINER:]", StringComparison.Ordinal))) return CopyArgument();
        var items = new List<CompletionItem>();
        var known = false;
        foreach (var kind in kinds)
        {
            if (names.OfKind(kind, line.Command, line.Typed) is { } found)
            {
                known = true;
                items.AddRange(found);
            }
        }
        if (known) return Completions.Of(line.Typed, Fresh(items));
        if (kinds is ["COMMAND" or "ARG"] && PathsInside() is { } paths) return paths;
        return kinds.Any(static kind => FileWords.Any(word => kind.EndsWith(word, StringComparison.Ordinal))) ? Completions.Files : Completions.None;
    }

    // The program of run, create and exec, and what it gets: files inside, not here.
    private Completions? PathsInside()
    {
        if (ArgumentKinds.At(line.Command, 0) is not ["IMAGE" or "CONTAINER"] kind) return null;
        return names.TryPaths(line.Parsed.Arguments[0], ofImage: kind[0] == "IMAGE", line.Typed);
    }

    // What stands on the line already need not be offered again.
    private IEnumerable<CompletionItem> Fresh(List<CompletionItem> items) => items.Where(item => !line.Parsed.Arguments.Contains(item.Text));

    // One side of cp is a file here, the other CONTAINER:PATH: with a colon the typist has chosen.
    private Completions CopyArgument()
    {
        if (line.Typed.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            return names.TryPaths(line.Typed[..colon], ofImage: false, line.Typed[(colon + 1)..], line.Typed[..(colon + 1)]) ?? Completions.None;
        var items = names.Containers(line.Command, line.Typed).Select(static item => item with { Text = item.Text + ":" });
        return new Completions([.. items.Where(item => item.Text.StartsWith(line.Typed, StringComparison.Ordinal))], CompletionDirective.NoSpace);
    }
}
