using System.Text;
using Hull.Cli.CommandLine;
using Hull.Core;
using Hull.Engine.Terminal;

namespace Hull.Cli.Output;

/// <summary>Asks a person for a line.</summary>
internal static class Prompt
{
    /// <summary>A line that may be seen.</summary>
    public static string Line(CommandContext context, string question)
    {
        context.Streams.RawError.Write(Encoding.UTF8.GetBytes(question));
        return ReadLine(context.Streams.RawIn);
    }

    /// <summary>A line that is not shown while it is typed.</summary>
    /// <exception cref="EngineException">InvalidArgument: standard input is no terminal.</exception>
    public static string Secret(CommandContext context, string question)
    {
        if (!AttachedTerminal.IsTerminal(StandardStreams.InputHandle))
            throw new EngineException(ErrorKind.InvalidArgument, "standard input is no terminal to type a password at", "give it with --password-stdin");
        context.Streams.RawError.Write(Encoding.UTF8.GetBytes(question));
        var secret = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter) break;
            if (key.Key == ConsoleKey.Backspace) secret.Length -= secret.Length > 0 ? 1 : 0;
            else if (key.KeyChar >= ' ') secret.Append(key.KeyChar);
        }
        context.Streams.RawError.Write("\n"u8);
        return secret.ToString();
    }

    /// <summary>Whether the next line of standard input says yes.</summary>
    public static bool Answer(CommandContext context) => ReadLine(context.Streams.RawIn) is [var first, ..] && first is 'y' or 'Y';

    // Byte by byte: what follows the line is not ours.
    private static string ReadLine(Stream input)
    {
        var line = new List<byte>();
        for (var next = input.ReadByte(); next >= 0 && next != '\n'; next = input.ReadByte()) line.Add((byte)next);
        return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
    }
}
