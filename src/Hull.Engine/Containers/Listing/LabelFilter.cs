using System.IO.Enumeration;

namespace Hull.Engine.Containers.Listing;

/// <summary>Filters by label: NAME or NAME=VALUE; stars in the name stand for anything.</summary>
public static class LabelFilter
{
    /// <summary>Whether every filter finds its label.</summary>
    /// <param name="filters">The filters' values.</param>
    /// <param name="labels">The labels; null for none.</param>
    public static bool All(IReadOnlyList<string> filters, IReadOnlyDictionary<string, string>? labels) => filters.All(filter => Finds(filter, labels));

    /// <summary>Whether no filter finds a label.</summary>
    /// <param name="filters">The filters' values.</param>
    /// <param name="labels">The labels; null for none.</param>
    public static bool None(IReadOnlyList<string> filters, IReadOnlyDictionary<string, string>? labels) => !filters.Any(filter => Finds(filter, labels));

    private static bool Finds(string filter, IReadOnlyDictionary<string, string>? labels)
    {
        if (labels is null) return false;
        var at = filter.IndexOf('=', StringComparison.Ordinal);
        var name = at < 0 ? filter : filter[..at];
        var value = at < 0 ? "" : filter[(at + 1)..];
        foreach (var (label, text) in labels)
        {
            if (value.Length > 0 && text != value) continue;
            if (label == name || (name.Contains('*', StringComparison.Ordinal) && FileSystemName.MatchesSimpleExpression($"*{name}*", label, ignoreCase: false)))
                return true;
        }
        return false;
    }
}
