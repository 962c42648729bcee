using System.Globalization;
using System.Text;
using Hull.Core;

namespace Hull.Linux;

/// <summary>
/// A path as the kernel sees it: bytes, not characters (path_resolution(7)); file names need not be UTF-8. <see cref="ToString"/> is a
/// reversible printable form for messages and records, <see cref="Parse"/> its reverse.
/// </summary>
public readonly struct RawPath : IEquatable<RawPath>
{
    private readonly byte[]? _bytes;

    /// <summary>Wraps the bytes, which must not be changed afterwards.</summary>
    /// <param name="bytes">The path without a closing NUL.</param>
    public RawPath(byte[] bytes) => _bytes = bytes;

    /// <summary>The bytes of the path, without a closing NUL.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>True for the empty path.</summary>
    public bool IsEmpty => _bytes is null || _bytes.Length == 0;

    /// <summary>The path of ordinary text: its UTF-8 bytes.</summary>
    /// <param name="text">A path as .NET has it; nothing is unescaped.</param>
    public static RawPath Of(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    /// <param name="escaped">The printable form, with <c>\\</c> and <c>\xNN</c>.</param>
    /// <exception cref="EngineException">Corrupt: a backslash is followed by something else.</exception>
    public static RawPath Parse(string escaped)
    {
        var source = Encoding.UTF8.GetBytes(escaped);
        var bytes = new byte[source.Length];
        var length = 0;
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != '\\')
            {
                bytes[length++] = source[i];
                continue;
            }

            i++;
            if (i < source.Length && source[i] == '\\')
            {
                bytes[length++] = (byte)'\\';
            }
            else if (i + 2 < source.Length && source[i] == 'x'
                && byte.TryParse(source.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes[length++] = value;
                i += 2;
            }
            else
            {
                throw new EngineException(ErrorKind.Corrupt, $"path \"{escaped}\": a backslash must begin \\\\ or \\xNN");
            }
        }

        return new RawPath(bytes[..length]);
    }

    /// <summary>The printable form: UTF-8 stays; control characters and bytes that are no UTF-8 become <c>\xNN</c>, a backslash <c>\\</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var rest = Bytes;
        while (!rest.IsEmpty)
        {
            var valid = Rune.DecodeFromUtf8(rest, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            if (valid && rune.Value == '\\') text.Append("\\\\");
            else if (valid && IsPrintable(rune)) text.Append(rune.ToString());
            else foreach (var b in rest[..used]) text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
            rest = rest[used..];
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public bool Equals(RawPath other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RawPath other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>Same bytes.</summary>
    public static bool operator ==(RawPath left, RawPath right) => left.Equals(right);

    /// <summary>Other bytes.</summary>
    public static bool operator !=(RawPath left, RawPath right) => !left.Equals(right);

    /// <summary>Terminals act on control characters, and on format characters that turn the direction of writing.</summary>
    private static bool IsPrintable(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
