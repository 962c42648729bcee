using Hull.Cli.CommandLine;

namespace Hull.Cli.Completion;

/// <summary>
/// Reads a command line of which the last word is still being typed. Unlike <see cref="CommandLineReader"/> it forgives: a value that is
/// wrong, or an option that is unknown, is no reason to leave the typist without help.
/// </summary>
/// <param name="root">The program's own row.</param>
/// <param name="inherited">The program's options that may also follow a command.</param>
internal sealed class ReadUnfinished(Command root, Option[] inherited)
{
    private readonly ParsedOptions parsed = new();
    private Command command = root;
    private string path = root.Name;
    private bool afterDashes;

    /// <summary>Reads a line; null where a word before the last is no command.</summary>
    /// <param name="words">The words behind the program's name, the unfinished one last.</param>
    public UnfinishedLine? Run(IReadOnlyList<string> words)
    {
        Option? awaiting = null;
        foreach (var word in words.SkipLast(1))
        {
            if (awaiting is not null)
            {
                parsed.Place(awaiting).Set(word);
                awaiting = null;
            }
            else if (TakesOptions && word == "--") afterDashes = true;
            else if (TakesOptions && IsOption(word)) awaiting = ReadOption(word);
            else if (!ReadWord(word)) return null;
        }
        return Finish(awaiting, words.Count == 0 ? "" : words[^1]);
    }

    private bool TakesOptions => !afterDashes && (command.Interspersed || command.Subcommands is not null || parsed.Arguments.Count == 0);

    private OptionTable Table => new(command.Options(), inherited);

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-';

    private UnfinishedLine Finish(Option? awaiting, string typed)
    {
        var own = command.Options();
        var equals = typed.IndexOf('=', StringComparison.Ordinal);
        if (awaiting is null && TakesOptions && equals > 2 && typed.StartsWith("--", StringComparison.Ordinal))
        {
            awaiting = Table.FindLong(typed.AsSpan(2, equals - 2));
            if (awaiting is not null) typed = typed[(equals + 1)..];
        }
        return new UnfinishedLine
        {
            Command = command,
            Path = path,
            Parsed = parsed,
            Options = own,
            Awaiting = awaiting,
            TakesOptions = TakesOptions && awaiting is null,
            Typed = typed,
        };
    }

    private bool ReadWord(string word)
    {
        if (command.Subcommands is not { } subcommands)
        {
            parsed.Arguments.Add(word);
            return true;
        }
        if (Array.Find(subcommands(), row => row.IsCalled(word)) is not { } found) return false;
        command = found;
        path = $"{path} {found.Name}";
        return true;
    }

    // Returns the option that still wants its value.
    private Option? ReadOption(string word)
    {
        if (word[1] != '-') return ReadLetters(word);
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        if (Table.FindLong(equals < 0 ? word.AsSpan(2) : word.AsSpan(2, Math.Max(equals - 2, 0))) is not { } option) return null;
        if (equals < 0 && option.ValueWhenBare is null) return option;
        parsed.Place(option).Set(equals < 0 ? option.ValueWhenBare! : word[(equals + 1)..]);
        return null;
    }

    private Option? ReadLetters(string word)
    {
        var table = Table;
        for (var index = 1; index < word.Length; index++)
        {
            if (table.FindShort(word[index]) is not { } option) return null;
            if (option.ValueWhenBare is { } bare) parsed.Place(option).Set(bare);
            else if (index + 1 == word.Length) return option;
            else
            {
                parsed.Place(option).Set(word[(index + 1)..].TrimStart('='));
                return null;
            }
        }
        return null;
    }
}
