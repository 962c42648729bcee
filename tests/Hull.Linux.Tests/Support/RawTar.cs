using System.Globalization;
using System.Text;

namespace Hull.Linux.Tests.Support;

/// <summary>Builds archives block by block, wrong ones too, independently of the code under test. Text is Latin-1: one character, one byte.</summary>
internal sealed class RawTar
{
    private readonly List<byte> _bytes = [];

    public byte[] Bytes => _bytes.ToArray();

    /// <summary>A ustar header as a dictionary of fields, so that a test can break any of them.</summary>
    public static byte[] Header(string name, char type = '0', long size = 0, string link = "", uint mode = 0x1a4, long uid = 0, long gid = 0,
        long mtime = 1_700_000_000, int major = 0, int minor = 0, string prefix = "", string magic = "ustar\0" + "00", Action<byte[]>? change = null)
    {
        var block = new byte[512];
        Put(block, 0, 100, name);
        Put(block, 100, 8, Octal(mode, 7));
        Put(block, 108, 8, Octal(uid, 7));
        Put(block, 116, 8, Octal(gid, 7));
        Put(block, 124, 12, Octal(size, 11));
        Put(block, 136, 12, Octal(mtime, 11));
        block[156] = (byte)type;
        Put(block, 157, 100, link);
        Put(block, 257, 8, magic);
        Put(block, 329, 8, Octal(major, 7));
        Put(block, 337, 8, Octal(minor, 7));
        Put(block, 345, 155, prefix);
        change?.Invoke(block);
        return Sum(block);
    }

    /// <summary>Sets the checksum right.</summary>
    public static byte[] Sum(byte[] block, bool signed = false)
    {
        for (var i = 148; i < 156; i++) block[i] = (byte)' ';
        var sum = block.Sum(b => signed ? (sbyte)b : b);
        Put(block, 148, 8, Octal(sum, 6) + "\0 ");
        return block;
    }

    public static void Put(byte[] block, int offset, int length, string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        bytes.AsSpan(0, Math.Min(length, bytes.Length)).CopyTo(block.AsSpan(offset));
    }

    public static string Octal(long value, int digits) => Convert.ToString(value, 8).PadLeft(digits, '0');

    /// <summary>One record of an extended header.</summary>
    public static byte[] Record(string key, byte[] value)
    {
        var rest = key.Length + value.Length + 3;
        var length = rest + 1;
        while (length != rest + length.ToString(CultureInfo.InvariantCulture).Length) length++;
        return [.. Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length} {key}=")), .. value, (byte)'\n'];
    }

    public RawTar Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Data, filled up to whole blocks.</summary>
    public RawTar Data(byte[] data)
    {
        Raw(data);
        return Raw(new byte[-data.Length & 511]);
    }

    public RawTar File(string name, string content = "x", uint mode = 0x1a4, long uid = 0, long gid = 0)
        => Raw(Header(name, '0', content.Length, mode: mode, uid: uid, gid: gid)).Data(Encoding.Latin1.GetBytes(content));

    public RawTar Folder(string name, uint mode = 0x1ed, long uid = 0, long gid = 0) => Raw(Header(name, '5', mode: mode, uid: uid, gid: gid));

    public RawTar Symlink(string name, string target) => Raw(Header(name, '2', link: target, mode: 0x1ff));

    public RawTar Hardlink(string name, string target) => Raw(Header(name, '1', link: target));

    public RawTar Device(string name, char type, int major, int minor) => Raw(Header(name, type, major: major, minor: minor));

    public RawTar Fifo(string name) => Raw(Header(name, '6'));

    public RawTar Pax(params (string Key, string Value)[] records) => PaxBytes('x', [.. records.Select(r => (r.Key, Encoding.Latin1.GetBytes(r.Value)))]);

    public RawTar GlobalPax(params (string Key, string Value)[] records)
        => PaxBytes('g', [.. records.Select(r => (r.Key, Encoding.Latin1.GetBytes(r.Value)))]);

    public RawTar PaxBytes(char type, params (string Key, byte[] Value)[] records)
    {
        byte[] data = [.. records.SelectMany(r => Record(r.Key, r.Value))];
        return Raw(Header("PaxHeaders/x", type, data.Length)).Data(data);
    }

    public RawTar LongName(string name) => Raw(Header("././@LongLink", 'L', name.Length + 1)).Data(Encoding.Latin1.GetBytes(name + "\0"));

    public RawTar LongLink(string name) => Raw(Header("././@LongLink", 'K', name.Length + 1)).Data(Encoding.Latin1.GetBytes(name + "\0"));

    public RawTar Xattr(string name, string value) => Pax(("SCHILY.xattr." + name, value));

    /// <summary>The two zero blocks.</summary>
    public byte[] End() => Raw(new byte[1024]).Bytes;

    public MemoryStream EndStream() => new(End());
}
