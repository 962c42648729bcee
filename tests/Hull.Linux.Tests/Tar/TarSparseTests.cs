using System.Text;
using Hull.Core;
using Hull.Linux.Tar;
using Hull.Linux.Tests.Support;

namespace Hull.Linux.Tests.Tar;

public sealed class TarSparseTests
{
    private const string Holes = "\0\0\0\0";

    /// <summary>GNU's old header: pairs at 386, the mark of an extension at 482, the real size at 483.</summary>
    private static byte[] GnuHeader(long stored, long real, (long Offset, long Length)[] pairs, bool isExtended = false)
        => RawTar.Header("s", 'S', stored, magic: "ustar  \0", change: b =>
        {
            for (var i = 0; i < pairs.Length; i++) PutPair(b, 386 + (24 * i), pairs[i]);
            b[482] = (byte)(isExtended ? 1 : 0);
            RawTar.Put(b, 483, 12, RawTar.Octal(real, 11));
        });

    private static byte[] GnuExtension((long Offset, long Length)[] pairs, bool isExtended = false)
    {
        var block = new byte[512];
        for (var i = 0; i < pairs.Length; i++) PutPair(block, 24 * i, pairs[i]);
        block[504] = (byte)(isExtended ? 1 : 0);
        return block;
    }

    private static void PutPair(byte[] block, int at, (long Offset, long Length) pair)
    {
        RawTar.Put(block, at, 12, RawTar.Octal(pair.Offset, 11));
        RawTar.Put(block, at + 12, 12, RawTar.Octal(pair.Length, 11));
    }

    private static RawTar PaxSparse(string data, params (string Key, string Value)[] records)
        => new RawTar().Pax([.. records.Select(r => ("GNU.sparse." + r.Key, r.Value))])
            .Raw(RawTar.Header("GNUSparseFile.0/s", '0', data.Length)).Data(Encoding.Latin1.GetBytes(data));

    private static string Map(string numbers) => (numbers.Replace(' ', '\n') + "\n").PadRight(512, '\0');

    public static TheoryData<string, byte[], string, string> Readable => new()
    {
        { "old", new RawTar().Raw(GnuHeader(4, 12, [(0, 2), (6, 2), (12, 0)])).Data("abcd"u8.ToArray()).File("next").End(), "s", "ab" + Holes + "cd" + Holes },
        {
            "old with extensions",
            new RawTar().Raw(GnuHeader(30, 60, [(0, 1), (2, 1), (4, 1), (6, 1)], isExtended: true))
                .Raw(GnuExtension([.. Enumerable.Range(4, 21).Select(i => (2L * i, 1L))], isExtended: true))
                .Raw(GnuExtension([.. Enumerable.Range(25, 5).Select(i => (2L * i, 1L)), (60, 0)])).Data(Encoding.ASCII.GetBytes(new string('x', 30))).File("next").End(),
            "s", string.Concat(Enumerable.Repeat("x\0", 30))
        },
        { "old, nothing but a hole", new RawTar().Raw(GnuHeader(0, 4, [(4, 0)])).File("next").End(), "s", Holes },
        { "old without a map", new RawTar().Raw(GnuHeader(0, 4, [])).File("next").End(), "s", Holes },
        { "0.0", PaxSparse("abcd", ("size", "12"), ("numblocks", "2"), ("offset", "0"), ("numbytes", "2"), ("offset", "6"), ("numbytes", "2")).File("next").End(), "GNUSparseFile.0/s", "ab" + Holes + "cd" + Holes },
        { "0.1", PaxSparse("abcd", ("name", "s"), ("size", "12"), ("numblocks", "2"), ("map", "0,2,6,2")).File("next").End(), "s", "ab" + Holes + "cd" + Holes },
        { "0.1, nothing but a hole", PaxSparse("", ("name", "s"), ("size", "4"), ("map", "")).File("next").End(), "s", Holes },
        { "1.0", PaxSparse(Map("2 0 2 6 2") + "abcd", ("major", "1"), ("minor", "0"), ("name", "s"), ("realsize", "12")).File("next").End(), "s", "ab" + Holes + "cd" + Holes },
        { "1.0, empty", PaxSparse(Map("0"), ("major", "1"), ("minor", "0"), ("name", "s"), ("realsize", "0")).File("next").End(), "s", "" },
        {
            "1.0, long map",
            PaxSparse(
                ("200\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{i * 4}\n1\n"))).PadRight(1536, '\0') + new string('y', 200),
                ("major", "1"), ("minor", "0"), ("name", "s"), ("realsize", "800")).File("next").End(),
            "s", string.Concat(Enumerable.Repeat("y\0\0\0", 200))
        },
    };

    [Theory]
    [MemberData(nameof(Readable))]
    public void Reads_sparse_files_of_every_format(string format, byte[] archive, string name, string content)
    {
        Assert.NotEmpty(format);
        var reader = new TarReader(new MemoryStream(archive));
        var entry = reader.Next()!;
        Assert.Equal((name, content.Length), (entry.Name.ToString(), (int)entry.Size));
        Assert.Equal(entry.StoredSize, entry.Segments!.Sum(s => s.Length));
        Assert.Equal(entry.DataOffset, reader.Position);
        using (var text = new StreamReader(reader.OpenData(entry), Encoding.Latin1)) Assert.Equal(content, text.ReadToEnd());
        Assert.Equal("next", reader.Next()!.Name.ToString());
        Assert.Null(reader.Next());
    }

    [Fact]
    public void Skips_sparse_files_that_nobody_reads()
    {
        foreach (var row in Readable)
        {
            var reader = new TarReader(new MemoryStream(row.Data.Item2));
            Assert.NotNull(reader.Next());
            Assert.Equal("next", reader.Next()!.Name.ToString());
        }
    }

    public static TheoryData<string, byte[], string> Broken => new()
    {
        { "old, overlap", new RawTar().Raw(GnuHeader(4, 12, [(0, 3), (2, 1)])).Data("abcd"u8.ToArray()).End(), "overlaps or leaves the file" },
        { "old, descending", new RawTar().Raw(GnuHeader(4, 12, [(6, 2), (0, 2)])).Data("abcd"u8.ToArray()).End(), "overlaps or leaves the file" },
        { "old, beyond the end", new RawTar().Raw(GnuHeader(4, 12, [(0, 2), (11, 2)])).Data("abcd"u8.ToArray()).End(), "overlaps or leaves the file" },
        { "old, too few stored", new RawTar().Raw(GnuHeader(4, 12, [(0, 2), (6, 6)])).Data("abcd"u8.ToArray()).End(), "places 8 bytes, but 4 are stored" },
        { "old, too many stored", new RawTar().Raw(GnuHeader(4, 12, [(0, 2)])).Data("abcd"u8.ToArray()).End(), "places 2 bytes, but 4 are stored" },
        { "old, no number", new RawTar().Raw(RawTar.Header("s", 'S', 0, magic: "ustar  \0", change: b => RawTar.Put(b, 386, 12, "zz"))).End(), "malformed number" },
        { "old, no length", new RawTar().Raw(RawTar.Header("s", 'S', 0, magic: "ustar  \0", change: b => RawTar.Put(b, 386, 24, "00000000001\0zz"))).End(), "malformed number" },
        { "old, negative", new RawTar().Raw(RawTar.Header("s", 'S', 0, magic: "ustar  \0", change: b => b.AsSpan(386, 24).Fill(0xff))).End(), "overlaps or leaves the file" },
        { "old, negative real size", new RawTar().Raw(RawTar.Header("s", 'S', 0, magic: "ustar  \0", change: b => b.AsSpan(483, 12).Fill(0xff))).End(), "malformed number" },
        { "old, extension missing", new RawTar().Raw(GnuHeader(0, 4, [(0, 0)], isExtended: true)).Bytes, "cut off within its sparse map" },
        { "old, extension cut off", new RawTar().Raw(GnuHeader(0, 4, [(0, 0)], isExtended: true)).Raw(new byte[100]).Bytes, "cut off within its sparse map" },
        { "old, extension no number", new RawTar().Raw(GnuHeader(0, 4, [(0, 0)], isExtended: true)).Raw([.. "zz"u8, .. new byte[510]]).End(), "malformed number" },
        { "0.0, length first", PaxSparse("", ("size", "4"), ("numbytes", "1"), ("offset", "0")).End(), "value of GNU.sparse.numbytes is malformed" },
        { "0.0, offset twice", PaxSparse("", ("size", "4"), ("offset", "1"), ("offset", "0")).End(), "value of GNU.sparse.offset is malformed" },
        { "0.0, offset alone", PaxSparse("", ("size", "4"), ("offset", "1")).End(), "an offset without a length" },
        { "0.0, numblocks", PaxSparse("", ("size", "4"), ("numblocks", "99999999")).End(), "value of GNU.sparse.numblocks is malformed" },
        { "0.1, odd map", PaxSparse("ab", ("size", "4"), ("map", "0,2,3")).End(), "value of GNU.sparse.map is malformed" },
        { "0.1, no numbers", PaxSparse("ab", ("size", "4"), ("map", "a,b")).End(), "value of GNU.sparse.map is malformed" },
        { "0.1, no size", PaxSparse("ab", ("map", "0,2")).End(), "without its real size" },
        { "0.1, negative size", PaxSparse("ab", ("size", "-1"), ("map", "0,2")).End(), "value of GNU.sparse.size is malformed" },
        { "0.1, huge", PaxSparse("ab", ("size", "9223372036854775807"), ("map", "9223372036854775807,2")).End(), "overlaps or leaves the file" },
        { "0.1, too many stored", PaxSparse("abcd", ("size", "9"), ("map", "0,2")).End(), "places 2 bytes, but 4 are stored" },
        { "0.0, overlap", PaxSparse("abcd", ("size", "9"), ("offset", "2"), ("numbytes", "2"), ("offset", "3"), ("numbytes", "2")).End(), "overlaps or leaves the file" },
        { "name with NUL", PaxSparse("ab", ("name", "a\0b"), ("size", "2"), ("map", "0,2")).End(), "value of GNU.sparse.name is malformed" },
        { "1.0, no count", PaxSparse(Map("x"), ("major", "1"), ("minor", "0"), ("realsize", "4")).End(), "malformed number" },
        { "1.0, negative count", PaxSparse(Map("-1"), ("major", "1"), ("minor", "0"), ("realsize", "4")).End(), "malformed number" },
        { "1.0, count too large", PaxSparse(Map("99999999"), ("major", "1"), ("minor", "0"), ("realsize", "4")).End(), "malformed number" },
        { "1.0, no offset", PaxSparse(Map("1 x 1"), ("major", "1"), ("minor", "0"), ("realsize", "4")).End(), "malformed number" },
        { "1.0, no length", PaxSparse(Map("1 1 x"), ("major", "1"), ("minor", "0"), ("realsize", "4")).End(), "malformed number" },
        { "1.0, map does not end", PaxSparse(Map("2 0 1"), ("major", "1"), ("minor", "0"), ("realsize", "4")).End(), "sparse map does not end" },
        { "1.0, no map", PaxSparse("", ("major", "1"), ("minor", "0"), ("realsize", "4")).End(), "sparse map does not end" },
        { "1.0, cut off", PaxSparse(Map("2 0 1").PadRight(1024, '1'), ("major", "1"), ("minor", "0"), ("realsize", "4")).Bytes[..2048], "cut off within its sparse map" },
        { "1.0, two maps", PaxSparse(Map("1 0 2") + "ab", ("major", "1"), ("minor", "0"), ("realsize", "4"), ("map", "0,2")).End(), "two sparse maps" },
        { "version 2.0", PaxSparse("ab", ("major", "2"), ("minor", "0"), ("realsize", "4")).End(), "sparse format 2.0 is unknown" },
        { "version 1.1", PaxSparse("ab", ("major", "1"), ("minor", "1"), ("realsize", "4")).End(), "sparse format 1.1 is unknown" },
        { "version no number", PaxSparse("ab", ("major", "x"), ("minor", "1"), ("realsize", "4")).End(), "value of GNU.sparse.major is malformed" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Refuses_sparse_maps_that_do_not_add_up(string what, byte[] archive, string message)
    {
        Assert.NotEmpty(what);
        var reader = new TarReader(new MemoryStream(archive));
        var error = Assert.Throws<EngineException>(() => reader.Next());
        Assert.Equal(ErrorKind.Corrupt, error.Kind);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sparse_keywords_of_other_types_have_no_meaning()
    {
        var reader = new TarReader(new RawTar().Pax(("GNU.sparse.size", "4"), ("GNU.sparse.map", "0,2"), ("GNU.sparse.other", "?")).Folder("d").EndStream());
        Assert.Null(reader.Next()!.Segments);
    }
}
