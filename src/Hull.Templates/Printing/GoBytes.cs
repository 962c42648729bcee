using System.Text;

namespace Hull.Templates.Printing;

/// <summary>
/// Go's strings are bytes. Here a byte that is no part of valid UTF-8 is kept as the lone surrogate U+DC80 to U+DCFF, so that no byte is
/// lost between functions; an encoder at the output makes U+FFFD of it.
/// </summary>
internal static class GoBytes
{
    private const char FirstEscape = '\uDC80';
    private const char LastEscape = '\uDCFF';

    /// <summary>Orders strings by their bytes, as Go compares them.</summary>
    public static IComparer<string> Comparer { get; } = Comparer<string>.Create(Compare);

    /// <summary>The number of bytes of a string.</summary>
    public static int Length(string text)
    {
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c < 0x80 || IsEscape(text, at)) length++;
            else if (c < 0x800) length += 2;
            else if (IsPair(text, at))
            {
                length += 4;
                at++;
            }
            else length += 3;
        }
        return length;
    }

    /// <summary>The bytes of a string.</summary>
    public static byte[] FromText(string text)
    {
        var bytes = new byte[Length(text)];
        var used = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (IsEscape(text, at))
            {
                bytes[used++] = (byte)(text[at] - FirstEscape + 0x80);
                continue;
            }
            var rune = Rune.ReplacementChar;
            if (IsPair(text, at)) rune = new Rune(text[at], text[++at]);
            else if (!char.IsSurrogate(text[at])) rune = new Rune(text[at]);
            used += rune.EncodeToUtf8(bytes.AsSpan(used));
        }
        return bytes;
    }

    /// <summary>The string of some bytes.</summary>
    public static string ToText(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            // Go treats each byte of an invalid sequence as one error of its own, so exactly one is taken.
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var used) == System.Buffers.OperationStatus.Done)
            {
                text.Append(rune.ToString());
                bytes = bytes[used..];
                continue;
            }
            text.Append(Escape(bytes[0]));
            bytes = bytes[1..];
        }
        return text.ToString();
    }

    /// <summary>One byte as a character: itself when it is ASCII, else its escape.</summary>
    public static char Escape(byte value) => value < 0x80 ? (char)value : (char)(FirstEscape + value - 0x80);

    /// <summary>The part of a string between two byte positions.</summary>
    public static string Slice(string text, int from, int to) => ToText(FromText(text).AsSpan(from, to - from));

    /// <summary>The number of characters as Go's utf8.RuneCount counts them: an invalid byte is one.</summary>
    public static int RuneCount(string text)
    {
        var count = text.Length;
        for (var at = 0; at + 1 < text.Length; at++)
        {
            if (!IsPair(text, at)) continue;
            count--;
            at++;
        }
        return count;
    }

    /// <summary>The characters of a string; an invalid byte comes as a value of -1 minus the byte.</summary>
    public static IEnumerable<int> Runes(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (IsEscape(text, at)) yield return -1 - (text[at] - FirstEscape + 0x80);
            else if (IsPair(text, at)) yield return char.ConvertToUtf32(text[at], text[++at]);
            else yield return char.IsSurrogate(text[at]) ? 0xFFFD : text[at];
        }
    }

    private static bool IsPair(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);

    private static bool IsEscape(string text, int at) =>
        text[at] is >= FirstEscape and <= LastEscape && (at == 0 || !char.IsHighSurrogate(text[at - 1]));

    private static int Compare(string? left, string? right)
    {
        if (IsAscii(left) && IsAscii(right)) return string.CompareOrdinal(left, right);
        return FromText(left ?? "").AsSpan().SequenceCompareTo(FromText(right ?? ""));
    }

    private static bool IsAscii(string? text) => text is null || Ascii.IsValid(text);
}
