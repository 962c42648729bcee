namespace Hull.Engine.Cdi;

/// <summary>The name of a device: VENDOR/CLASS=NAME.</summary>
/// <param name="Kind">VENDOR/CLASS.</param>
/// <param name="Device">The device's own name.</param>
internal readonly record struct CdiName(string Kind, string Device)
{
    /// <summary>Whether an argument of --device is meant as such a name: a path of the host would begin with a slash.</summary>
    public static bool IsMeant(string text) => text.Length > 0 && text[0] != '/' && text.Contains('=', StringComparison.Ordinal);

    /// <summary>Reads a name; null where it is none (SPEC.md: letters, digits and a few signs, each part beginning with a letter).</summary>
    public static CdiName? TryParse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || equals <= slash + 1 || equals == text.Length - 1) return null;
        return IsPart(text.AsSpan(0, slash), "_-.") && IsPart(text.AsSpan(slash + 1, equals - slash - 1), "_-") && IsDevice(text.AsSpan(equals + 1))
            ? new CdiName(text[..equals], text[(equals + 1)..])
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}={Device}";

    private static bool IsPart(ReadOnlySpan<char> text, string signs) =>
        char.IsAsciiLetter(text[0]) && char.IsAsciiLetterOrDigit(text[^1]) && Consists(text, signs);

    private static bool IsDevice(ReadOnlySpan<char> text) => char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]) && Consists(text, "_-.:");

    private static bool Consists(ReadOnlySpan<char> text, string signs)
    {
        foreach (var letter in text)
            if (!char.IsAsciiLetterOrDigit(letter) && !signs.Contains(letter, StringComparison.Ordinal)) return false;
        return true;
    }
}
