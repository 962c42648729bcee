namespace Hull.Templates.Reports;

/// <summary>Splits names such as <c>CreatedAt</c> and <c>IPAddress</c> into words.</summary>
internal static class CamelCase
{
    private enum Class
    {
        Lower,
        Upper,
        Digit,
        Other,
    }

    /// <summary>The words of a name: runs of one class of characters, where the last capital before small letters begins the next word.</summary>
    public static IReadOnlyList<string> Split(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var at = 1; at <= name.Length; at++)
        {
            if (at < name.Length && Of(name[at]) == Of(name[at - 1])) continue;
            var turnsSmall = at < name.Length && Of(name[at - 1]) == Class.Upper && Of(name[at]) == Class.Lower;
            var end = turnsSmall ? at - 1 : at;
            if (end > start) words.Add(name[start..end]);
            start = end;
        }
        return words;
    }

    private static Class Of(char c)
    {
        if (char.IsLower(c)) return Class.Lower;
        if (char.IsUpper(c)) return Class.Upper;
        return char.IsDigit(c) ? Class.Digit : Class.Other;
    }
}
