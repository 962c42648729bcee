using Hull.Core.GoSyntax;

namespace Hull.Cli.Options.Values;

/// <summary>Environment variables: NAME=VALUE, NAME for the caller's own value, NAME* for all of the caller's that begin so.</summary>
internal static class EnvironmentText
{
    /// <summary>Puts one variable into a map. A NAME that the caller has not set adds nothing.</summary>
    /// <param name="variables">The map.</param>
    /// <param name="text">The text.</param>
    /// <param name="caller">The caller's environment.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the name is empty.</exception>
    public static void AddTo(Dictionary<string, string> variables, string text, IReadOnlyDictionary<string, string> caller)
    {
        var (name, value) = Pair.Cut(text);
        name = name.TrimStart(' ', '\t');
        if (name.Length == 0) throw Wrong.Value($"invalid variable: {GoQuote.Text(text)}");
        if (value is not null) variables[name] = value;
        else if (name.EndsWith('*')) AddAll(variables, name[..^1], caller);
        else if (caller.TryGetValue(name, out var own)) variables[name] = own;
    }

    /// <summary>Reads the lines of an environment file: empty lines and those that begin with # count for nothing.</summary>
    /// <param name="variables">The map.</param>
    /// <param name="content">The file's text.</param>
    /// <param name="caller">The caller's environment.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: a line has no name.</exception>
    public static void AddLines(Dictionary<string, string> variables, string content, IReadOnlyDictionary<string, string> caller)
    {
        foreach (var line in OptionFile.Lines(content)) AddTo(variables, line, caller);
    }

    /// <summary>The environment of this process.</summary>
    public static IReadOnlyDictionary<string, string> OfCaller()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        return variables;
    }

    private static void AddAll(Dictionary<string, string> variables, string beginning, IReadOnlyDictionary<string, string> caller)
    {
        foreach (var (name, value) in caller)
            if (name.StartsWith(beginning, StringComparison.Ordinal)) variables[name] = value;
    }
}
