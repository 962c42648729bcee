using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Hull.Linux.Tar;

/// <summary>What extended headers say of the entry that follows, in place of its header block (pax(1), "pax Extended Header Keywords").</summary>
internal sealed class PaxAttributes
{
    private const string SchilyXattr = "SCHILY.xattr.";
    private const string LibarchiveXattr = "LIBARCHIVE.xattr.";
    private const string GnuSparse = "GNU.sparse.";

    // The kernel lists 64 KiB of names at most; more than this many attributes are an attack on who compares them.
    private const int MaxXattrs = 4096;

    private List<Xattr> _xattrs = [];
    private long _xattrBytes;
    private byte[]? _path;
    private byte[]? _linkPath;
    private byte[]? _userName;
    private byte[]? _groupName;
    private long? _size;
    private long? _uid;
    private long? _gid;
    private UnixTime? _modifyTime;
    private UnixTime? _accessTime;

    public byte[]? Path => _path;

    public byte[]? LinkPath => _linkPath;

    public byte[]? UserName => _userName;

    public byte[]? GroupName => _groupName;

    public long? Size => _size;

    public long? Uid => _uid;

    public long? Gid => _gid;

    public UnixTime? ModifyTime => _modifyTime;

    public UnixTime? AccessTime => _accessTime;

    public PaxSparse? Sparse { get; private set; }

    public IReadOnlyList<Xattr> Xattrs => _xattrs;

    /// <summary>The state that a global header left, for an entry to change.</summary>
    public PaxAttributes Copy()
    {
        var copy = (PaxAttributes)MemberwiseClone();
        copy._xattrs = [.. _xattrs];
        return copy;
    }

    /// <summary>Takes a header's records over; null, or what is wrong with them.</summary>
    /// <param name="data">The header's data.</param>
    /// <param name="isGlobal">A global header ('g') must not name what can belong to one entry only.</param>
    public string? Apply(ReadOnlySpan<byte> data, bool isGlobal)
    {
        var records = new PaxRecords(data);
        while (records.MoveNext())
        {
            var key = Encoding.Latin1.GetString(records.Key);
            if (isGlobal && (key is "path" or "linkpath" or "size" || key.StartsWith(GnuSparse, StringComparison.Ordinal)))
                return $"a global header sets {key} for all entries";
            if (!Apply(key, records.Key, records.Value))
                return $"the extended header's value of {new RawPath(records.Key.ToArray())} is malformed or too large";
        }

        return records.IsBroken ? "the extended header has a malformed record" : null;
    }

    /// <summary>One record; keywords that Hull doesn't know mean nothing, as pax(1) demands.</summary>
    private bool Apply(string key, ReadOnlySpan<byte> rawKey, ReadOnlySpan<byte> value)
    {
        switch (key)
        {
            case "path": return TryText(value, out _path);
            case "linkpath": return TryText(value, out _linkPath);
            case "uname": return TryText(value, out _userName);
            case "gname": return TryText(value, out _groupName);
            case "size": return TryNumber(value, out _size);
            case "uid": return TryNumber(value, out _uid);
            case "gid": return TryNumber(value, out _gid);
            case "mtime": return TryTime(value, out _modifyTime);
            case "atime": return TryTime(value, out _accessTime);
            case "RHT.security.selinux": return AddXattr("security.selinux"u8.ToArray(), value);
        }

        if (key.StartsWith(SchilyXattr, StringComparison.Ordinal))
            return AddXattr(DecodePercent(rawKey[SchilyXattr.Length..], all: false), value);
        if (key.StartsWith(LibarchiveXattr, StringComparison.Ordinal)) return AddLibarchiveXattr(rawKey[LibarchiveXattr.Length..], value);
        if (key.StartsWith(GnuSparse, StringComparison.Ordinal)) return (Sparse ??= new PaxSparse()).Apply(key[GnuSparse.Length..], value);
        return true;
    }

    /// <summary>As the three below: an empty value takes back what was said before.</summary>
    private static bool TryText(ReadOnlySpan<byte> value, out byte[]? text)
    {
        text = value.IsEmpty ? null : value.ToArray();
        return !value.Contains((byte)0);
    }

    private static bool TryNumber(ReadOnlySpan<byte> value, out long? number)
    {
        number = null;
        if (value.IsEmpty) return true;
        if (!Utf8Parser.TryParse(value, out long parsed, out var used) || used != value.Length) return false;
        number = parsed;
        return true;
    }

    private static bool TryTime(ReadOnlySpan<byte> value, out UnixTime? time)
    {
        time = null;
        if (value.IsEmpty) return true;
        if (!PaxTime.TryParse(value, out var parsed)) return false;
        time = parsed;
        return true;
    }

    /// <summary>libarchive percent-encodes the name and writes the value in base64, often without its closing '='.</summary>
    private bool AddLibarchiveXattr(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var digits = value.TrimEnd((byte)'=');
        byte[] padded = [.. digits, .. "==="u8[..(-digits.Length & 3)]];
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(padded.Length)];
        if (Base64.DecodeFromUtf8(padded, decoded, out _, out var written) != OperationStatus.Done) return false;
        return AddXattr(DecodePercent(name, all: true), decoded.AsSpan(0, written));
    }

    /// <summary>Resolves %XX; of SCHILY names only %3D and %25, which is all that GNU tar encodes ('=' and '%').</summary>
    private static byte[] DecodePercent(ReadOnlySpan<byte> name, bool all)
    {
        var decoded = new List<byte>(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '%' && i + 2 < name.Length
                && byte.TryParse(name.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
                && (all || code is (byte)'=' or (byte)'%'))
            {
                decoded.Add(code);
                i += 2;
            }
            else
            {
                decoded.Add(name[i]);
            }
        }

        return [.. decoded];
    }

    /// <summary>Each name once, the last value counts. Global headers must not pile attributes up without end.</summary>
    private bool AddXattr(byte[] name, ReadOnlySpan<byte> value)
    {
        if (name.Length == 0 || name.Contains((byte)0)) return false;
        _xattrBytes += name.Length + value.Length;
        if (_xattrBytes > TarFormat.MaxMetadata || _xattrs.Count == MaxXattrs) return false;
        var attribute = new Xattr(new RawPath(name), value.ToArray());
        var known = _xattrs.FindIndex(x => x.Name == attribute.Name);
        if (known < 0) _xattrs.Add(attribute);
        else _xattrs[known] = attribute;
        return true;
    }
}
