namespace Hull.Images.Registry;

/// <summary>One challenge of a WWW-Authenticate header (RFC 9110 §11.6.1): a scheme and its parameters.</summary>
internal sealed record Challenge
{
    /// <summary>The scheme in lower case: bearer, basic.</summary>
    public required string Scheme { get; init; }

    /// <summary>The parameters by their names in lower case.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>A parameter, or null.</summary>
    public string? this[string name] => Parameters.GetValueOrDefault(name);

    /// <summary>Reads a header's value, which may hold several challenges. What cannot be read ends the list.</summary>
    public static IReadOnlyList<Challenge> Parse(string header)
    {
        var challenges = new List<Challenge>();
        var at = 0;
        Dictionary<string, string>? parameters = null;
        while (true)
        {
            SkipSeparators(header, ref at);
            var word = Token(header, ref at);
            if (word.Length == 0) return challenges;
            var end = at;
            SkipBlanks(header, ref end);
            if (end < header.Length && header[end] == '=' && parameters is not null)
            {
                at = end + 1;
                SkipBlanks(header, ref at);
                if (Value(header, ref at) is not { } value) return challenges;
                parameters[word.ToLowerInvariant()] = value;
                continue;
            }
            parameters = new Dictionary<string, string>(StringComparer.Ordinal);
            challenges.Add(new Challenge { Scheme = word.ToLowerInvariant(), Parameters = parameters });
        }
    }

    private static void SkipSeparators(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or ',') at++;
    }

    private static void SkipBlanks(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t') at++;
    }

    private static string Token(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || "!#$%&'*+-.^_`|~".Contains(text[at], StringComparison.Ordinal))) at++;
        return text[start..at];
    }

    private static string? Value(string text, ref int at)
    {
        if (at >= text.Length || text[at] != '"')
        {
            // Not of the grammar, but servers write realms without quotation marks.
            var start = at;
            while (at < text.Length && text[at] is not (',' or ' ' or '\t')) at++;
            return text[start..at];
        }
        var value = new System.Text.StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length) at++;
            value.Append(text[at]);
        }
        if (at >= text.Length) return null;
        at++;
        return value.ToString();
    }
}
