namespace Hull.Cli.Options.Values;

/// <summary>NAME=VALUE texts.</summary>
internal static class Pair
{
    /// <summary>Cuts at the first separator; the value is null without one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="separator">The separator.</param>
    public static (string Name, string? Value) Cut(string text, char separator = '=')
    {
        var at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }
}
