namespace Hull.Cli.Options.Values;

/// <summary>NAME=VALUE texts that become one map; of the same name the last one counts.</summary>
internal static class OptionPairs
{
    /// <summary>Reads them.</summary>
    /// <param name="texts">The texts; a name alone has an empty value.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: a name is empty.</exception>
    public static Dictionary<string, string> Read(IEnumerable<string> texts)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts) LabelText.AddTo(pairs, text);
        return pairs;
    }
}
