using Hull.Cli.CommandLine;
using Hull.Core.GoSyntax;
using Hull.Engine;

namespace Hull.Cli.Manual;

/// <summary>The manual page of one command, made of its row.</summary>
/// <param name="command">The command.</param>
/// <param name="path">The program and the command.</param>
/// <param name="others">The other paths that call it.</param>
internal sealed class ManualPage(Command command, string path, IReadOnlyList<string> others)
{
    private readonly Roff page = new();

    /// <summary>The page's name: <c>hull-container-ls</c>.</summary>
    /// <param name="path">The program and the command.</param>
    public static string NameOf(string path) => path.Replace(' ', '-');

    /// <summary>The page.</summary>
    public string Write()
    {
        page.Title(NameOf(path), $"{path.Split(' ')[0]} {EngineVersion.Text}", "Containers");
        page.Section("NAME").Text($"{Roff.Escape(NameOf(path))} \\- {Roff.Escape(command.Summary)}");
        WriteSynopsis();
        page.Section("DESCRIPTION");
        foreach (var line in (command.Description ?? command.Summary).Split('\n')) page.Paragraph(Roff.Escape(EndOf(line.Trim())));
        WriteCommands();
        WriteOptions();
        WriteExamples();
        if (!path.Contains(' ', StringComparison.Ordinal)) ManualTexts.Write(page);
        WriteSeeAlso();
        return page.ToString();
    }

    private void WriteSynopsis()
    {
        page.Section("SYNOPSIS");
        foreach (var each in (string[])[path, .. others]) page.Paragraph($"{Roff.Bold(each)} {Roff.Escape(command.Usage)}".TrimEnd());
        if (command.Aliases.Length > 0)
        {
            var parent = path[..path.LastIndexOf(' ')];
            foreach (var alias in command.Aliases) page.Paragraph($"{Roff.Bold($"{parent} {alias}")} {Roff.Escape(command.Usage)}".TrimEnd());
        }
    }

    private void WriteCommands()
    {
        if (command.Subcommands is not { } subcommands) return;
        page.Section("COMMANDS");
        foreach (var row in Shown(subcommands()))
            page.Item(Roff.Bold(row.Name), $"{Roff.Escape(EndOf(row.Summary))} See {Roff.Bold(NameOf($"{path} {row.Name}"))}(1).");
    }

    private void WriteOptions()
    {
        var shown = command.Options().Where(static option => !option.Hidden).OrderBy(static option => option.Name, StringComparer.Ordinal).ToList();
        if (shown.Count == 0) return;
        page.Section("OPTIONS");
        foreach (var option in shown) page.Item(HeadOf(option), BodyOf(option));
    }

    private static string HeadOf(Option option)
    {
        var head = Roff.Bold("--" + option.Name);
        if (option.Short != Flag.NoShort) head += ", " + Roff.Bold("-" + option.Short);
        // That an option takes several is told below it.
        var value = HelpText.ValueName(option) switch { "strings" or "stringArray" => "string", "uints" => "uint", var name => name };
        if (value.Length == 0) return head;
        return option.ValueWhenBare is null ? $"{head}={Roff.Italic(value)}" : $"{head}[={Roff.Italic(value)}]";
    }

    private static string BodyOf(Option option)
    {
        var text = Roff.Escape(EndOf(HelpText.BodyWithoutDefault(option)));
        if (option.TypeName is "strings" or "stringArray" or "uints") text += " This option may be given several times.";
        if (option.DefaultText is { } fallback) text += $" The default is {Roff.Bold(option.TypeName == "string" ? GoQuote.Text(fallback) : fallback)}.";
        if (option.Aliases.Length > 0) text += $" Also {string.Join(", ", option.Aliases.Select(static alias => Roff.Bold("--" + alias)))}.";
        if (option.Unsupported is { } reason) text += $"\nNot supported: {Roff.Escape(EndOf(reason))}";
        return text;
    }

    private void WriteExamples()
    {
        if (command.Examples.Length > 0) page.Section("EXAMPLES").Verbatim(command.Examples.Split('\n').Select(line => "$ " + line.Replace("{0}", path, StringComparison.Ordinal)));
    }

    private void WriteSeeAlso()
    {
        var words = path.Split(' ');
        var pages = new List<string>();
        for (var count = 1; count < words.Length; count++) pages.Add(NameOf(string.Join(' ', words[..count])));
        if (pages.Count == 0) pages.AddRange(["conmon(8)", "containers.conf(5)", "crun(1)", "registries.conf(5)"]);
        page.Section("SEE ALSO").Text(string.Join(", ", pages.Select(static name => name.Contains('(', StringComparison.Ordinal)
            ? Roff.Bold(name.Split('(')[0]) + "(" + name.Split('(')[1]
            : Roff.Bold(name) + "(1)")));
    }

    private static IEnumerable<Command> Shown(Command[] rows) =>
        rows.Where(static row => !row.Hidden).OrderBy(static row => row.Name, StringComparer.Ordinal);

    private static string EndOf(string sentence) => sentence.Length == 0 || sentence[^1] is '.' or ':' or '!' or '?' ? sentence : sentence + ".";
}
