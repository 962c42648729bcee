using Hull.Core;
using Hull.Core.GoSyntax;

namespace Hull.Engine.Containers.Listing;

/// <summary>Filters as given: name=value texts, gathered by name. Values of a name are alternatives, different names all hold.</summary>
public static class FilterTexts
{
    /// <summary>Gathers the values of each name, names in the order given. The name of <c>label!=x</c> is <c>label!</c>.</summary>
    /// <param name="texts">The filters.</param>
    /// <exception cref="EngineException">InvalidArgument: one has no value.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Gather(IEnumerable<string> texts)
    {
        var gathered = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at < 0) throw new EngineException(ErrorKind.InvalidArgument, $"invalid filter {GoQuote.Text(text)}", "a filter is name=value");
            gathered[text[..at]] = [.. gathered.GetValueOrDefault(text[..at]) ?? [], text[(at + 1)..]];
        }
        return gathered;
    }
}
