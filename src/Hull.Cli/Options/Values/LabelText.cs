using Hull.Core.GoSyntax;

namespace Hull.Cli.Options.Values;

/// <summary>Labels: NAME=VALUE, or NAME with an empty value.</summary>
internal static class LabelText
{
    /// <summary>Puts one label into a map.</summary>
    /// <param name="labels">The map.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the name is empty.</exception>
    public static void AddTo(Dictionary<string, string> labels, string text)
    {
        var (name, value) = Pair.Cut(text);
        if (name.Length == 0) throw Wrong.Value($"invalid label format: {GoQuote.Text(text)}");
        labels[name] = value ?? "";
    }

    /// <summary>Reads the lines of a label file: empty lines and those that begin with # count for nothing.</summary>
    /// <param name="labels">The map.</param>
    /// <param name="content">The file's text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: a line has no name, or a name with white space.</exception>
    public static void AddLines(Dictionary<string, string> labels, string content)
    {
        foreach (var line in OptionFile.Lines(content))
        {
            var name = Pair.Cut(line).Name;
            if (name.AsSpan().ContainsAny(' ', '\t')) throw Wrong.Value($"name {GoQuote.Text(name)} has white spaces, poorly formatted name");
            AddTo(labels, line);
        }
    }
}
