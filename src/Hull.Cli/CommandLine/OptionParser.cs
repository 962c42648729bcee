using Hull.Core;
using Hull.Core.GoSyntax;

namespace Hull.Cli.CommandLine;

/// <summary>
/// Reads options as spf13/pflag does, in its words. <c>-abc</c> is three letters, or <c>-a bc</c> when a takes a value;
/// <c>-a=1</c>, <c>-a1</c>, <c>-a 1</c>, <c>--all=1</c> and <c>--all 1</c> are the same; an option whose value is optional takes one
/// only after <c>=</c>; <c>--</c> ends the options.
/// </summary>
/// <param name="table">The options in force.</param>
/// <param name="parsed">Where values and arguments go.</param>
/// <param name="commandPath">The command as typed, for hints.</param>
internal sealed class OptionParser(OptionTable table, ParsedOptions parsed, string commandPath)
{
    /// <summary>Whether <c>-h</c> asked for help, at a command that has no other use for the letter.</summary>
    public bool WantsHelp { get; private set; }

    /// <summary>Reads options and arguments to the end. Without <paramref name="interspersed"/>, all that follows the first argument is arguments.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="index">Where to begin.</param>
    /// <param name="interspersed">Whether options may follow arguments.</param>
    /// <exception cref="EngineException">An option is unknown, lacks its value, or its value cannot be read.</exception>
    public void ReadAll(string[] args, int index, bool interspersed)
    {
        while (index < args.Length && !WantsHelp)
        {
            index = ReadOptions(args, index, out var afterDashes);
            if (index >= args.Length || WantsHelp) return;
            if (afterDashes) parsed.ArgumentsBeforeDashes = parsed.Arguments.Count;
            if (afterDashes || !interspersed)
            {
                parsed.Arguments.AddRange(args.AsSpan(index));
                return;
            }
            parsed.Arguments.Add(args[index++]);
        }
    }

    /// <summary>Reads options up to the first argument, or past <c>--</c>; returns the index of the argument, or the length.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="index">Where to begin.</param>
    /// <param name="afterDashes">Whether <c>--</c> stood there.</param>
    /// <exception cref="EngineException">An option is unknown, lacks its value, or its value cannot be read.</exception>
    public int ReadOptions(string[] args, int index, out bool afterDashes)
    {
        afterDashes = false;
        while (index < args.Length && !WantsHelp)
        {
            var arg = args[index];
            if (arg.Length < 2 || arg[0] != '-') break;
            index++;
            if (arg == "--")
            {
                afterDashes = true;
                if (index == args.Length) parsed.ArgumentsBeforeDashes = parsed.Arguments.Count;
                break;
            }
            if (arg[1] == '-') ReadLong(arg, args, ref index);
            else ReadShorts(arg.AsSpan(1), args, ref index);
        }
        return index;
    }

    private void ReadLong(string arg, string[] args, ref int index)
    {
        if (arg[2] is '-' or '=') throw Fail($"bad flag syntax: {arg}");
        var equals = arg.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? arg[2..] : arg[2..equals];
        var option = table.FindLong(name) ?? throw Unknown(name);
        if (equals >= 0) Set(option, arg[(equals + 1)..]);
        else if (option.ValueWhenBare is { } bare) Set(option, bare);
        else if (index < args.Length) Set(option, args[index++]);
        else throw Fail($"flag needs an argument: --{name}");
    }

    private void ReadShorts(ReadOnlySpan<char> letters, string[] args, ref int index)
    {
        while (!letters.IsEmpty)
        {
            var option = table.FindShort(letters[0]);
            if (option is null)
            {
                // pflag knows -h even where no row does.
                WantsHelp = letters[0] == 'h';
                if (WantsHelp) return;
                throw Fail($"unknown shorthand flag: {GoQuote.Character(letters[0])} in -{letters}");
            }
            if (letters.Length > 2 && letters[1] == '=')
            {
                Set(option, letters[2..].ToString());
                return;
            }
            if (option.ValueWhenBare is { } bare)
            {
                Set(option, bare);
                letters = letters[1..];
                continue;
            }
            if (letters.Length > 1) Set(option, letters[1..].ToString());
            else if (index < args.Length) Set(option, args[index++]);
            else throw Fail($"flag needs an argument: {GoQuote.Character(letters[0])} in -{letters}");
            return;
        }
    }

    private void Set(Option option, string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) throw Fail($"invalid argument {GoQuote.Text(text)} for {GoQuote.Text(option.DisplayName)} flag: holds a NUL");
        var failure = parsed.Place(option).Set(text);
        if (failure is not null) throw Fail($"invalid argument {GoQuote.Text(text)} for {GoQuote.Text(option.DisplayName)} flag: {failure}");
    }

    private EngineException Unknown(string name) => Fail(
        $"unknown flag: --{name}", table.Nearest(name) is { } near ? $"did you mean --{near}? See '{commandPath} --help'" : null);

    private EngineException Fail(string message, string? hint = null) =>
        new(ErrorKind.InvalidArgument, message, hint ?? $"see '{commandPath} --help'");
}
