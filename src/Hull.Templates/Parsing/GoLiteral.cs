using System.Text;
using Hull.Templates.Printing;

namespace Hull.Templates.Parsing;

/// <summary>Reads Go's quoted strings and characters (strconv.Unquote).</summary>
internal static class GoLiteral
{
    /// <summary>The text of a string in double or back quotes, or null where it is malformed.</summary>
    public static string? Text(string quoted)
    {
        var inner = quoted[1..^1];
        if (quoted[0] == '`') return inner.Replace("\r", "", StringComparison.Ordinal);
        var bytes = new List<byte>(inner.Length);
        for (var at = 0; at < inner.Length;)
        {
            if (inner[at] != '\\')
            {
                var end = inner.IndexOf('\\', at);
                if (end < 0) end = inner.Length;
                bytes.AddRange(GoBytes.FromText(inner[at..end]));
                at = end;
                continue;
            }
            if (!TryEscape(inner, ref at, '"', out var value, out var isByte)) return null;
            if (isByte) bytes.Add((byte)value);
            else bytes.AddRange(Encoding.UTF8.GetBytes(char.ConvertFromUtf32(value)));
        }
        return GoBytes.ToText([.. bytes]);
    }

    /// <summary>The character between single quotes; null where the quotes do not hold exactly one, or its escape is bad.</summary>
    public static int? Character(string quoted, out bool isBadEscape)
    {
        var inner = quoted[1..^1];
        isBadEscape = inner.Length == 0;
        if (isBadEscape) return null;
        var at = 0;
        int value;
        if (inner[0] == '\\')
        {
            isBadEscape = !TryEscape(inner, ref at, '\'', out value, out _);
            if (isBadEscape) return null;
        }
        else
        {
            value = Rune.TryGetRuneAt(inner, 0, out var rune) ? rune.Value : 0xFFFD;
            at = value > 0xFFFF ? 2 : 1;
        }
        return at == inner.Length ? value : null;
    }

    private static bool TryEscape(string text, ref int at, char quote, out int value, out bool isByte)
    {
        value = 0;
        isByte = false;
        if (at + 1 >= text.Length) return false;
        var kind = text[at + 1];
        at += 2;
        if (kind == quote || Simple(kind) >= 0)
        {
            value = kind == quote ? quote : Simple(kind);
            return true;
        }
        var (digits, numberBase) = kind switch
        {
            'x' => (2, 16),
            'u' => (4, 16),
            'U' => (8, 16),
            >= '0' and <= '7' => (3, 8),
            _ => (0, 0),
        };
        if (numberBase == 8) at--;
        if (digits == 0 || at + digits > text.Length || !TryDigits(text.AsSpan(at, digits), numberBase, out value)) return false;
        at += digits;
        isByte = kind is not ('u' or 'U');
        return isByte ? value <= 0xFF : Rune.IsValid(value);
    }

    private static int Simple(char kind) => kind switch
    {
        'a' => '\a',
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\v',
        '\\' => '\\',
        _ => -1,
    };

    private static bool TryDigits(ReadOnlySpan<char> digits, int numberBase, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit)) return false;
            var amount = Convert.ToInt32(digit.ToString(), 16);
            if (amount >= numberBase) return false;
            value = unchecked((value * numberBase) + amount);
        }
        return true;
    }
}
