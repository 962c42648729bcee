namespace Hull.Templates.Parsing;

/// <summary>Finds where a number ends: decimal, binary, octal, hexadecimal, with fraction and exponent. It takes what only looks like one too.</summary>
internal static class NumberScanner
{
    private const string Decimal = "0123456789_";

    /// <summary>The position after the number that begins at a position.</summary>
    public static int End(string text, int at)
    {
        if (IsAny(text, at, "+-")) at++;
        var digits = Decimal;
        if (IsAny(text, at, "0"))
        {
            at++;
            if (IsAny(text, at, "xX")) digits = "0123456789abcdefABCDEF_";
            else if (IsAny(text, at, "oO")) digits = "01234567_";
            else if (IsAny(text, at, "bB")) digits = "01_";
            if (digits != Decimal) at++;
        }
        at = Run(text, at, digits);
        if (IsAny(text, at, ".")) at = Run(text, at + 1, digits);
        if (IsAny(text, at, digits == Decimal ? "eE" : digits.Contains('a', StringComparison.Ordinal) ? "pP" : ""))
        {
            at++;
            if (IsAny(text, at, "+-")) at++;
            at = Run(text, at, Decimal);
        }
        return at;
    }

    private static bool IsAny(string text, int at, string set) => at < text.Length && set.Contains(text[at], StringComparison.Ordinal);

    private static int Run(string text, int at, string set)
    {
        while (IsAny(text, at, set)) at++;
        return at;
    }
}
