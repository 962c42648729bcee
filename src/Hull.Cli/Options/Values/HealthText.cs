using System.Text.Json;
using Hull.Core.GoSyntax;
using Hull.Engine.Health;

namespace Hull.Cli.Options.Values;

/// <summary>Values of the options of health checks.</summary>
internal static class HealthText
{
    private const string Shell = "CMD-SHELL";
    private const string Words = "CMD";
    private const string None = "NONE";
    private const long Second = 1_000_000_000;

    /// <summary>No health check, whatever the image says.</summary>
    public static HealthCheck Off { get; } = new() { Test = [None] };

    /// <summary>Reads a command: none, a JSON array of words, or a line for the shell.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: it is empty.</exception>
    public static IReadOnlyList<string> ReadCommand(string text)
    {
        if (text.Length == 0) throw Wrong.Value("must define a healthcheck command for all healthchecks");
        if (text.Equals(None, StringComparison.OrdinalIgnoreCase)) return [None];
        var words = ReadArray(text);
        return words switch
        {
            null or [] => ReadLine(text),
            [var only] when !IsKeyword(only) => [Shell, only],
            [var first, ..] when IsKeyword(first) => [first.ToUpperInvariant(), .. words.Skip(1)],
            _ => [Words, .. words],
        };
    }

    /// <summary>Reads a time between checks; disable is 0.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The option, as messages name it.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: not a time, or negative.</exception>
    public static long ReadInterval(string text, string name) => text == "disable" ? 0 : ReadTime(text, name);

    /// <summary>Reads a time of 0 or more.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The option, as messages name it.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: not a time, or negative.</exception>
    public static long ReadTime(string text, string name)
    {
        if (GoDuration.Read(text, out var nanoseconds) is { } failure) throw Wrong.Value($"invalid {name}: {failure}");
        return nanoseconds >= 0 ? nanoseconds : throw Wrong.Value($"{name} must be 0 seconds or greater");
    }

    /// <summary>Reads a timeout: a second or more.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The option, as messages name it.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: not a time, or too short.</exception>
    public static long ReadTimeout(string text, string name)
    {
        var time = ReadTime(text, name);
        return time >= Second ? time : throw Wrong.Value($"{name} must be at least 1 second");
    }

    /// <summary>Reads a number of failures: 1 or more.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: 0, or too large.</exception>
    public static int ReadRetries(ulong value) =>
        value > 0 ? (int)ReadCount(value) : throw Wrong.Value("healthcheck-retries must be greater than 0");

    /// <summary>Reads a number that fits.</summary>
    /// <param name="value">The number.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: too large.</exception>
    public static uint ReadCount(ulong value) => value <= int.MaxValue ? (uint)value : throw Wrong.Value($"invalid value {value}: too large");

    /// <summary>Reads what to do with an unhealthy container.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: unknown.</exception>
    public static HealthAction ReadAction(string text) => text switch
    {
        "" or "none" => HealthAction.None,
        "kill" => HealthAction.Kill,
        "restart" => HealthAction.Restart,
        "stop" => HealthAction.Stop,
        _ => throw Wrong.Value($"invalid on-failure action for health check: {GoQuote.Text(text)}: must be none, kill, restart or stop"),
    };

    /// <summary>Reads where results go: a word, or a directory that exists.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: there is no such directory.</exception>
    public static string ReadDestination(string text)
    {
        if (text is "" or "local" or "events_logger") return text;
        var path = Path.GetFullPath(text);
        if (Directory.Exists(path)) return path;
        throw Wrong.Value(File.Exists(path) ? $"HealthCheck Log '{text}' destination must be directory" : $"HealthCheck Log '{text}' destination error: no such file or directory");
    }

    // Docker's own form, CMD and the words behind it, stands for itself.
    private static string[] ReadLine(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [Words, _, ..] ? words : [Shell, text];
    }

    private static bool IsKeyword(string word) => word.ToUpperInvariant() is Shell or Words or None;

    private static List<string>? ReadArray(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith("[")) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            List<string> words = [];
            foreach (var element in document.RootElement.EnumerateArray())
            {
                if (element.ValueKind != JsonValueKind.String) return null;
                words.Add(element.GetString()!);
            }
            return words;
        }
        catch (JsonException)
        {
            // `[ -f /ready ]` is a line for the shell.
            return null;
        }
    }
}
