using Hull.Core;
using Hull.Engine.Networks;

namespace Hull.Cli.Options.Values;

/// <summary>--expose PORT[-PORT][/PROTOCOL].</summary>
internal static class ExposeText
{
    /// <summary>Reads all values: port → its protocols, joined by commas.</summary>
    /// <param name="texts">The texts.</param>
    /// <exception cref="EngineException">InvalidArgument: a text is no port and no range.</exception>
    public static IReadOnlyDictionary<ushort, string> ReadAll(string[] texts)
    {
        var exposed = new SortedDictionary<ushort, string>();
        foreach (var text in texts)
        {
            try
            {
                ExposedPorts.Add(exposed, text);
            }
            catch (EngineException failure)
            {
                throw Wrong.Value($"invalid range format for --expose: {text}: {failure.Message}");
            }
        }
        return exposed;
    }
}
