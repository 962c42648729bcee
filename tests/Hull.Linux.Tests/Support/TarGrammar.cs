using System.Globalization;
using System.Text;

namespace Hull.Linux.Tests.Support;

/// <summary>
/// Makes archives at random: sentences of the format's grammar out of names, links and numbers that are known to hurt, then broken in a few
/// places. The same seed makes the same archives.
/// </summary>
internal sealed class TarGrammar(int seed)
{
    private static readonly string[] Parts =
        ["..", ".", "", "canary", "secret", ".wh.a", ".wh.lib", ".wh..wh..opq", ".wh..", ".wh...", ".wh.", "\u00ff", "x\ny", "etc", "target"];

    private static readonly string[] HarmlessParts = ["a", "b", "c", "d", "lib", "etc", "\u00fc", ".wh.a", ".wh.lib"];

    private static readonly string[] Targets = ["../canary", "/etc", "a", "lib", "../../canary/secret", "a/b", "/", ".", "..", "", "lib/../../canary", "b"];

    private static readonly string[] Keys =
    [
        "path", "linkpath", "size", "uid", "gid", "uname", "gname", "mtime", "atime", "ctime", "comment", "hdrcharset", "SCHILY.xattr.user.x", "SCHILY.xattr.trusted.overlay.opaque",
        "SCHILY.xattr.security.capability", "SCHILY.xattr.user.overlay.opaque", "SCHILY.xattr.", "LIBARCHIVE.xattr.user.y", "RHT.security.selinux", "GNU.sparse.major", "GNU.sparse.minor",
        "GNU.sparse.name", "GNU.sparse.realsize", "GNU.sparse.size", "GNU.sparse.map", "GNU.sparse.numblocks", "GNU.sparse.offset", "GNU.sparse.numbytes", "nonsense",
    ];

    private static readonly string[] Values =
    [
        "", "0", "1", "-1", "7", "512", "99999999999999999999", "9223372036854775807", "-9223372036854775808", "4294967295", "1.5", "-0.000000001", "0,1", "0,1,2,3", "1,1", "3,1,0,1", "0,0",
        "x", "y", "\0", "a=b", "AAEC", "a/../../canary/evil", "lib/f", "../canary/evil",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The seed that the environment asks for (HULL_FUZZ_SEED), or any.</summary>
    public static int Seed => int.TryParse(Environment.GetEnvironmentVariable("HULL_FUZZ_SEED"), out var given) ? given : Random.Shared.Next();

    /// <summary>How many archives the environment asks for (HULL_FUZZ_ARCHIVES), or the usual number.</summary>
    public static int Count(int usual) => int.TryParse(Environment.GetEnvironmentVariable("HULL_FUZZ_ARCHIVES"), out var given) ? given : usual;

    /// <summary>An archive, whole or broken.</summary>
    public byte[] Next()
    {
        var tar = new RawTar();
        for (var i = _random.Next(1, 12); i > 0; i--) AddEntry(tar);
        var archive = _random.Next(4) == 0 ? tar.Bytes : tar.End();
        for (var i = _random.Next(2) * _random.Next(4); i > 0 && archive.Length > 0; i--) archive = Break(archive);
        return archive;
    }

    private T Any<T>(T[] list) => list[_random.Next(list.Length)];

    private string Name() => string.Join('/', Enumerable.Range(0, _random.Next(3)).Select(_ => Any(_random.Next(16) == 0 ? Parts : HarmlessParts[..7])).Append(Any(HarmlessParts)));

    private string Target() => _random.Next(4) == 0 ? Any(Targets) : Name();

    private void AddEntry(RawTar tar)
    {
        switch (_random.Next(24))
        {
            case 0: tar.PaxBytes(_random.Next(5) == 0 ? 'g' : 'x', Records()); break;
            case 1: tar.LongName(_random.Next(5) == 0 ? new string('n', _random.Next(200, 5000)) : Name()); break;
            case 2: tar.LongLink(Target()); break;
        }

        var content = new string((char)_random.Next(256), Any([0, 1, 3, 511, 512, 513, 5000]));
        switch (_random.Next(30))
        {
            case 0: tar.Folder(Name(), (uint)_random.Next(0x1000)); break;
            case 1: tar.Symlink(Name(), Target()); break;
            case 2: tar.Hardlink(Name(), Target()); break;
            case 3: tar.Fifo(Name()); break;
            case 4: tar.Device(Name(), Any(['3', '4']), _random.Next(3), _random.Next(3)); break;
            case 5: AddGnuSparse(tar); break;
            case 6: AddPaxSparse(tar); break;
            case 7: tar.Raw(RawTar.Header(Name(), (char)_random.Next(256), _random.Next(600))); break;
            case 8: tar.Raw(RawTar.Header(Name(), magic: Any(["ustar  \0", "\0\0\0\0\0\0\0\0", "ustar\0\0\0"]), prefix: Name())); break;
            default: tar.File(Name(), content, (uint)_random.Next(0x1000), _random.Next(3), _random.Next(3)); break;
        }
    }

    private (string, byte[])[] Records() => [.. Enumerable.Range(0, _random.Next(1, 6)).Select(_ => (Any(Keys), Encoding.Latin1.GetBytes(_random.Next(3) == 0 ? Name() : Any(Values))))];

    private void AddGnuSparse(RawTar tar)
    {
        var stored = _random.Next(20);
        tar.Raw(RawTar.Header(Name(), 'S', stored, magic: "ustar  \0", change: b =>
        {
            for (var i = 0; i < _random.Next(5); i++)
            {
                RawTar.Put(b, 386 + (24 * i), 12, RawTar.Octal(_random.Next(30 * (i + 1)), 11));
                RawTar.Put(b, 398 + (24 * i), 12, RawTar.Octal(_random.Next(12), 11));
            }

            b[482] = (byte)(_random.Next(4) == 0 ? 1 : 0);
            RawTar.Put(b, 483, 12, RawTar.Octal(_random.Next(200), 11));
        })).Data(new byte[stored]);
    }

    private void AddPaxSparse(RawTar tar)
    {
        var map = Any(["0\n", "1\n0\n3\n", "2\n0\n1\n5\n2\n", "2\n0\n1\n", "9999999\n", "x\n", "1\n0\n-3\n"]);
        var data = map.PadRight(512, '\0') + new string('s', _random.Next(6));
        tar.Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", Name()), ("GNU.sparse.realsize", _random.Next(20).ToString(CultureInfo.InvariantCulture)))
            .Raw(RawTar.Header("GNUSparseFile.0/s", size: data.Length)).Data(Encoding.Latin1.GetBytes(data));
    }

    private byte[] Break(byte[] archive)
    {
        var copy = archive.ToArray();
        var at = _random.Next(copy.Length);
        var block = at / 512 * 512;
        switch (_random.Next(8))
        {
            case 0:
                copy[at] ^= (byte)(1 << _random.Next(8));
                return copy;
            case 1:
                return copy[..at];
            case 2 when block + 512 <= copy.Length:
                return [.. copy[..block], .. copy[(block + 512)..]];
            case 3 when block + 512 <= copy.Length:
                return [.. copy[..block], .. copy[block..(block + 512)], .. copy[block..]];
            case 4:
                return [.. copy[..block], .. new byte[512], .. copy[block..]];
            case 5:
                _random.NextBytes(copy.AsSpan(at, Math.Min(_random.Next(1, 40), copy.Length - at)));
                return copy;
            case 6 when block + 512 <= copy.Length:
                return WithField(copy, block);
            default:
                copy[at] = Any<byte>([0, (byte)'/', (byte)'.', 0xff, 0x80, (byte)'7', (byte)'\n']);
                return copy;
        }
    }

    /// <summary>Changes a field of what may be a header, and sets its checksum right, so that the change is read.</summary>
    private byte[] WithField(byte[] archive, int block)
    {
        var header = archive[block..(block + 512)];
        var (offset, length) = Any([(0, 100), (100, 8), (108, 8), (116, 8), (124, 12), (136, 12), (156, 1), (157, 100), (257, 8), (329, 8), (337, 8), (345, 155), (386, 96), (482, 13)]);
        if (_random.Next(2) == 0) _random.NextBytes(header.AsSpan(offset, length));
        else RawTar.Put(header, offset, length, Any(Values));
        RawTar.Sum(header).CopyTo(archive, block);
        return archive;
    }
}
