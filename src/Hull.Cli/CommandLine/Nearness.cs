namespace Hull.Cli.CommandLine;

/// <summary>Finds what a mistyped name may have meant.</summary>
internal static class Nearness
{
    // cobra's threshold.
    private const int FarthestEdits = 2;

    /// <summary>The names that begin with what was typed, or are at most two edits away; nearest first.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="names">The names there are.</param>
    public static List<string> Find(string typed, IEnumerable<string> names)
    {
        var near = new List<(int Edits, string Name)>();
        foreach (var name in names)
        {
            var edits = Edits(typed, name);
            if (edits <= FarthestEdits || (typed.Length > 0 && name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))) near.Add((edits, name));
        }
        near.Sort(static (a, b) => a.Edits != b.Edits ? a.Edits.CompareTo(b.Edits) : string.CompareOrdinal(a.Name, b.Name));
        return near.ConvertAll(static found => found.Name);
    }

    /// <summary>The Levenshtein distance, blind to case: insertions, deletions and replacements between two words.</summary>
    /// <param name="from">One word.</param>
    /// <param name="to">The other.</param>
    public static int Edits(string from, string to)
    {
        var previous = new int[to.Length + 1];
        var current = new int[to.Length + 1];
        for (var column = 0; column <= to.Length; column++) previous[column] = column;
        for (var row = 1; row <= from.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= to.Length; column++)
            {
                var same = char.ToLowerInvariant(from[row - 1]) == char.ToLowerInvariant(to[column - 1]);
                var replaced = previous[column - 1] + (same ? 0 : 1);
                current[column] = Math.Min(replaced, Math.Min(previous[column], current[column - 1]) + 1);
            }
            (previous, current) = (current, previous);
        }
        return previous[to.Length];
    }
}
