using System.Buffers.Text;

namespace Hull.Linux.Tar;

/// <summary>Walks the records of an extended header (pax(1), "pax Extended Header"): "LENGTH KEYWORD=VALUE\n", LENGTH counting all of it.</summary>
/// <param name="records">The header's data.</param>
internal ref struct PaxRecords(ReadOnlySpan<byte> records)
{
    private ReadOnlySpan<byte> _rest = records;

    public ReadOnlySpan<byte> Key { get; private set; }

    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>True when a record broke the form: there are no more then.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Moves to the next record; false at the end or at a broken one.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty) return false;
        IsBroken = true;
        if (!Utf8Parser.TryParse(_rest, out int length, out var digits) || _rest[0] is (byte)'+' or (byte)'-') return false;
        if (length <= digits + 1 || length > _rest.Length || _rest[digits] != ' ' || _rest[length - 1] != '\n') return false;
        var record = _rest[(digits + 1)..(length - 1)];
        var equals = record.IndexOf((byte)'=');
        if (equals <= 0) return false;
        Key = record[..equals];
        Value = record[(equals + 1)..];
        _rest = _rest[length..];
        IsBroken = false;
        return true;
    }
}
