using Hull.Core;

namespace Hull.Cli.CommandLine;

/// <summary>Walks a command line down the command table: the program's options, the command, its options and arguments.</summary>
/// <param name="root">The program's own row.</param>
/// <param name="inherited">The program's options that may also follow a command.</param>
internal sealed class CommandLineReader(Command root, Option[] inherited)
{
    /// <summary>Reads a command line.</summary>
    /// <param name="program">The name under which the program was called.</param>
    /// <param name="args">The arguments, without the program.</param>
    /// <exception cref="EngineException">A command or option is unknown, or a value or the arguments are wrong.</exception>
    public Invocation Read(string program, string[] args)
    {
        var parsed = new ParsedOptions();
        var command = root;
        var path = program;
        var index = 0;
        while (command.Subcommands is { } subcommands)
        {
            var group = new OptionParser(new OptionTable(command.Options(), inherited), parsed, path);
            index = group.ReadOptions(args, index, out _);
            if (group.WantsHelp || index >= args.Length) return Finish(command, path, parsed, group.WantsHelp);
            var rows = subcommands();
            command = Array.Find(rows, row => row.IsCalled(args[index])) ?? throw Unrecognized(command, rows, path, args.AsSpan(index));
            path = $"{path} {command.Name}";
            index++;
        }
        if (command.Raw)
        {
            parsed.Arguments.AddRange(args.AsSpan(index));
            return Finish(command, path, parsed, wantsHelp: false);
        }
        var leaf = new OptionParser(new OptionTable(command.Options(), inherited), parsed, path);
        leaf.ReadAll(args, index, command.Interspersed);
        return Finish(command, path, parsed, leaf.WantsHelp);
    }

    /// <summary>Finds a command by the words of its path, for <c>help</c>.</summary>
    /// <param name="program">The name under which the program was called.</param>
    /// <param name="words">The path without the program.</param>
    /// <exception cref="EngineException">There is no such command.</exception>
    public Invocation Find(string program, IReadOnlyList<string> words)
    {
        var command = root;
        var path = program;
        foreach (var word in words)
        {
            var rows = command.Subcommands?.Invoke() ?? [];
            command = Array.Find(rows, row => row.IsCalled(word)) ?? throw Unrecognized(rows, path, word);
            path = $"{path} {command.Name}";
        }
        return new Invocation(command, path, new ParsedOptions(), WantsHelp: true);
    }

    private static Invocation Finish(Command command, string path, ParsedOptions parsed, bool wantsHelp)
    {
        if (wantsHelp || parsed.Get(ProgramOptions.Help)) return new Invocation(command, path, parsed, WantsHelp: true);
        // A group prints its help, whatever else was asked.
        foreach (var value in command.Subcommands is null ? parsed.Values : [])
        {
            if (value.Option.Unsupported is { } reason && !value.Option.Harmless.Contains(value.LastText))
                throw new EngineException(ErrorKind.Unsupported, $"--{value.Option.Name} is not supported yet: {reason}");
        }
        var invocation = new Invocation(command, path, parsed, WantsHelp: false);
        return command.Arguments(invocation) is { } failure ? throw new EngineException(ErrorKind.InvalidArgument, failure) : invocation;
    }

    // As cobra does, an option that nobody knows is told before a command that nobody knows.
    private EngineException Unrecognized(Command command, Command[] rows, string path, ReadOnlySpan<string> rest)
    {
        if (!PodmanCommands.IsMissing(rest[0])) new OptionParser(new OptionTable(command.Options(), inherited), new ParsedOptions(), path).ReadAll(rest.ToArray(), 0, interspersed: true);
        return Unrecognized(rows, path, rest[0]);
    }

    private static EngineException Unrecognized(Command[] rows, string path, string word)
    {
        if (PodmanCommands.IsMissing(word))
            return new EngineException(ErrorKind.Unsupported, $"unrecognized command `{path} {word}`: this version of hull does not have it yet", $"see '{path} --help'");
        var near = Nearness.Find(word, rows.Where(static row => !row.Hidden).Select(static row => row.Name));
        var meant = near.Count == 0 ? $"see '{path} --help'" : $"did you mean {string.Join(" or ", near.Take(3))}? See '{path} --help'";
        return new EngineException(ErrorKind.InvalidArgument, $"unrecognized command `{path} {word}`", meant);
    }
}
