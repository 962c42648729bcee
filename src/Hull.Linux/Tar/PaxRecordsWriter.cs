using System.Globalization;
using System.Text;

namespace Hull.Linux.Tar;

/// <summary>Collects the records of an extended header and writes them sorted by keyword.</summary>
internal sealed class PaxRecordsWriter
{
    private readonly SortedDictionary<string, byte[]> _records = new(StringComparer.Ordinal);

    public void Add(string key, ReadOnlySpan<byte> value) => _records[key] = value.ToArray();

    public void Add(string key, string value) => Add(key, Encoding.ASCII.GetBytes(value));

    public void Add(string key, long value) => Add(key, value.ToString(CultureInfo.InvariantCulture));

    public bool Has(string key) => _records.ContainsKey(key);

    /// <summary>An extended attribute; its name is kept byte for byte (Latin-1 maps each byte to one character and back).</summary>
    public void AddXattr(Xattr attribute)
    {
        var name = Encoding.Latin1.GetString(attribute.Name.Bytes);

        // '=' would end the keyword: GNU tar's way out is %3D, and %25 for what would then be read as such a code. Other readers take a
        // name literally, so a '%' that is no such code stays.
        if (name.Contains('=') || name.Contains("%3D", StringComparison.OrdinalIgnoreCase) || name.Contains("%25", StringComparison.Ordinal))
            name = name.Replace("%", "%25", StringComparison.Ordinal).Replace("=", "%3D", StringComparison.Ordinal);
        Add("SCHILY.xattr." + name, attribute.Value.Span);
    }

    /// <summary>All records; empty if there are none.</summary>
    public byte[] ToArray()
    {
        if (_records.Count == 0) return [];
        using var output = new MemoryStream();
        foreach (var (key, value) in _records)
        {
            // The length counts its own digits.
            var rest = key.Length + value.Length + 3;
            var length = rest + Digits(rest);
            if (rest + Digits(length) > length) length = rest + Digits(length);
            output.Write(Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length} {key}=")));
            output.Write(value);
            output.WriteByte((byte)'\n');
        }

        return output.ToArray();
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;
}
