using System.Text.Json;

namespace Hull.Cli.Options.Values;

/// <summary>--entrypoint: one program, or a JSON array of a program and its arguments; empty clears the image's.</summary>
internal static class EntrypointText
{
    /// <summary>Reads the value.</summary>
    /// <param name="text">The text.</param>
    public static IReadOnlyList<string> Read(string text)
    {
        if (text.Length == 0) return [];
        if (!text.TrimStart().StartsWith('[')) return [text];
        try
        {
            return JsonSerializer.Deserialize(text, OptionJson.Default.StringArray) is { } words && Array.IndexOf(words, null) < 0 ? words : [text];
        }
        catch (JsonException)
        {
            // Podman's rule: what is no JSON array is a program's name, be it one that begins with a bracket.
            return [text];
        }
    }
}
