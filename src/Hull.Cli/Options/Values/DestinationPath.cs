using Hull.Core.GoSyntax;

namespace Hull.Cli.Options.Values;

/// <summary>Paths inside a container.</summary>
internal static class DestinationPath
{
    /// <summary>Reads an absolute path and takes out <c>.</c>, <c>..</c> and doubled slashes, as text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: it is empty or relative.</exception>
    public static string Read(string text)
    {
        if (text.Length == 0) throw Wrong.Value("container directory cannot be empty");
        if (text[0] != '/') throw Wrong.Value($"invalid container path {GoQuote.Text(text)}, must be an absolute path");
        var kept = new List<string>();
        foreach (var part in text.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part != "..") kept.Add(part);
            else if (kept.Count > 0) kept.RemoveAt(kept.Count - 1);
        }
        return "/" + string.Join('/', kept);
    }
}
