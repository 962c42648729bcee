using Hull.Cli.CommandLine;

namespace Hull.Cli.Completion;

/// <summary>What stands where behind a command, read from its usage line: the one place that already says it.</summary>
internal static class ArgumentKinds
{
    private static readonly char[] Brackets = ['[', ']', '{', '}'];

    /// <summary>The words of the usage line for an argument: CONTAINER, IMAGE, PATH …; empty where no argument can stand.</summary>
    /// <param name="command">The command.</param>
    /// <param name="position">Which argument, counted from 0.</param>
    public static IReadOnlyList<string> At(Command command, int position)
    {
        string[] words = [.. command.Usage.Split(' ').Where(static word => word is not ("" or "[options]" or "[command]"))];
        if (words.Length == 0) return [];
        var last = words[^1];
        // "[...]" alone repeats the word before it.
        if (last == "[...]") words = words[..^1];
        if (position >= words.Length && !last.Contains("...", StringComparison.Ordinal)) return [];
        return Names(words[Math.Min(position, words.Length - 1)]);
    }

    // {CONTAINER|IMAGE} names two kinds; [PORT[/PROTOCOL]] and [CONTAINER:]SRC_PATH are one word each.
    private static string[] Names(string word) =>
        [.. word.Replace("...", "", StringComparison.Ordinal).Split('|').Select(static name => name.Trim(Brackets)).Where(static name => name.Length > 0)];
}
