using System.Globalization;
using System.Text;
using Hull.Core.GoSyntax;

namespace Hull.Cli.CommandLine;

/// <summary>Writes the help of a command from its rows, in Podman's layout.</summary>
internal static class HelpText
{
    // cobra's least width of a command's name in a list.
    private const int LeastNameWidth = 11;

    /// <summary>The whole help text, with its last line break.</summary>
    /// <param name="command">The command.</param>
    /// <param name="path">The program and the command.</param>
    /// <param name="isProgram">Whether it is the program itself, whose help has no title line.</param>
    public static string Write(Command command, string path, bool isProgram)
    {
        var text = new StringBuilder();
        if (isProgram) text.Append(command.Description ?? command.Summary).Append("\n\n");
        else text.Append(CultureInfo.InvariantCulture, $"{command.Summary}\n\nDescription:\n  {command.Description ?? command.Summary}\n\n");
        return text.Append(WriteUsage(command, path)).ToString();
    }

    private static StringBuilder WriteUsage(Command command, string path)
    {
        var text = new StringBuilder("Usage:\n  ").Append(path);
        if (command.Usage.Length > 0) text.Append(' ').Append(command.Usage);
        text.Append('\n');
        if (command.Aliases.Length > 0) text.Append("\nAliases:\n  ").AppendJoin(", ", [command.Name, .. command.Aliases]).Append('\n');
        if (command.Examples.Length > 0)
        {
            text.Append("\nExamples:\n");
            foreach (var line in command.Examples.Split('\n')) text.Append("  ").Append(line.Replace("{0}", path, StringComparison.Ordinal)).Append('\n');
        }
        if (command.Subcommands is { } subcommands) WriteCommands(text, subcommands());
        WriteOptions(text, command.Options());
        return text;
    }

    private static void WriteCommands(StringBuilder text, Command[] commands)
    {
        text.Append("\nAvailable Commands:\n");
        var shown = Array.FindAll(commands, static command => !command.Hidden);
        Array.Sort(shown, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        var width = Math.Max(LeastNameWidth, shown.Max(static command => command.Name.Length));
        foreach (var command in shown) text.Append("  ").Append(command.Name.PadRight(width)).Append(' ').Append(command.Summary).Append('\n');
    }

    private static void WriteOptions(StringBuilder text, Option[] options)
    {
        var shown = Array.FindAll(options, static option => !option.Hidden);
        if (shown.Length == 0) return;
        Array.Sort(shown, static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        var heads = Array.ConvertAll(shown, HeadOf);
        var width = heads.Max(static head => head.Length) + 3;
        text.Append("\nOptions:\n");
        for (var index = 0; index < shown.Length; index++)
        {
            var body = BodyOf(shown[index]).Replace("\n", "\n" + new string(' ', width), StringComparison.Ordinal);
            text.Append(body.Length == 0 ? heads[index] : heads[index].PadRight(width) + body).Append('\n');
        }
    }

    private static string HeadOf(Option option)
    {
        var head = option.Short == Flag.NoShort ? $"      --{option.Name}" : $"  -{option.Short}, --{option.Name}";
        var name = ValueName(option);
        if (name.Length > 0) head += " " + name;
        return option.ValueWhenBare is not { } bare || (option.TypeName, bare) is ("bool", "true") or ("count", "+1") ? head
            : option.TypeName == "string" ? $"{head}[=\"{bare}\"]"
            : $"{head}[={bare}]";
    }

    /// <summary>What an option's value is called; empty for a switch.</summary>
    /// <param name="option">The option.</param>
    public static string ValueName(Option option) => QuotedWord(option.Help) ?? (option.TypeName == "bool" ? "" : option.TypeName);

    /// <summary>An option's line of help without its marks.</summary>
    /// <param name="option">The option.</param>
    public static string BodyWithoutDefault(Option option) => QuotedWord(option.Help) is { } word ? Unquoted(option.Help, word) : option.Help;

    private static string BodyOf(Option option)
    {
        var body = BodyWithoutDefault(option);
        if (option.DefaultText is not { } fallback) return body;
        return option.TypeName == "string" ? $"{body} (default {GoQuote.Text(fallback)})" : $"{body} (default {fallback})";
    }

    // pflag's rule: the first word in backquotes names the value, and loses its quotes.
    private static string? QuotedWord(string help)
    {
        var start = help.IndexOf('`', StringComparison.Ordinal);
        var end = start < 0 ? -1 : help.IndexOf('`', start + 1);
        return end < 0 ? null : help[(start + 1)..end];
    }

    private static string Unquoted(string help, string word)
    {
        var start = help.IndexOf('`', StringComparison.Ordinal);
        return help[..start] + word + help[(start + word.Length + 2)..];
    }
}
