namespace Hull.Templates;

/// <summary>Finds what a misspelt name may have meant.</summary>
internal static class Nearest
{
    private const int MostShown = 5;

    /// <summary>A hint with the names most like a wrong one, or null where none is.</summary>
    /// <param name="wrong">The name that was asked for.</param>
    /// <param name="names">The names that exist.</param>
    /// <param name="prefix">What stands before a name in a template.</param>
    public static string? Hint(string wrong, IEnumerable<string> names, string prefix)
    {
        var near = names.Distinct()
            .Select(name => (Name: name, Distance: Distance(wrong.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= Math.Max(2, wrong.Length / 3) || Contains(candidate.Name, wrong))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Take(MostShown)
            .ToList();
        // A name that differs in nothing but case is the one that was meant.
        if (near.Any(candidate => candidate.Distance == 0)) near.RemoveAll(candidate => candidate.Distance > 0);
        return near.Count == 0 ? null : $"did you mean {string.Join(" or ", near.Select(candidate => prefix + candidate.Name))}?";
    }

    private static bool Contains(string name, string wrong) =>
        (wrong.Length > 2 && name.Contains(wrong, StringComparison.OrdinalIgnoreCase))
        || (name.Length > 2 && wrong.Contains(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The edits that turn one word into the other (Levenshtein).</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j - 1], row[j]) + 1);
            }
        }
        return row[^1];
    }
}
