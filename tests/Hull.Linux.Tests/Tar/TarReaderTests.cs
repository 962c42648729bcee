using System.Text;
using Hull.Core;
using Hull.Linux.Tar;
using Hull.Linux.Tests.Support;

namespace Hull.Linux.Tests.Tar;

public sealed class TarReaderTests
{
    private static TarEntry Only(byte[] archive)
    {
        var reader = new TarReader(new MemoryStream(archive));
        var entry = reader.Next();
        Assert.NotNull(entry);
        Assert.Null(reader.Next());
        return entry;
    }

    private static List<(string Name, string Content)> All(Stream archive)
    {
        var reader = new TarReader(archive);
        var entries = new List<(string, string)>();
        while (reader.Next() is { } entry)
        {
            using var content = new StreamReader(reader.OpenData(entry), Encoding.Latin1);
            entries.Add((entry.Name.ToString(), content.ReadToEnd()));
        }

        return entries;
    }

    private static string Problem(byte[] archive)
    {
        var error = Assert.Throws<EngineException>(() => All(new MemoryStream(archive)));
        Assert.Equal(ErrorKind.Corrupt, error.Kind);
        Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }

    [Fact]
    public void Reads_every_field_of_a_ustar_header()
    {
        var entry = Only(new RawTar().Raw(RawTar.Header("name", '0', 3, mode: 0xfff, uid: 1000, gid: 2000, mtime: 1234567890, prefix: "some/prefix", change: b =>
        {
            RawTar.Put(b, 265, 32, "user");
            RawTar.Put(b, 297, 32, "group");
        })).Data("abc"u8.ToArray()).End());
        Assert.Equal("some/prefix/name", entry.Name.ToString());
        Assert.Equal((TarEntryType.RegularFile, 0xfffu, 1000u, 2000u, 3L, 3L), (entry.Type, entry.Mode, entry.Uid, entry.Gid, entry.Size, entry.StoredSize));
        Assert.Equal(("user", "group", new UnixTime(1234567890), null), (entry.UserName.ToString(), entry.GroupName.ToString(), entry.ModifyTime, entry.AccessTime));
        Assert.Equal((512, 0), (entry.DataOffset, entry.Xattrs.Count));
        Assert.Null(entry.Segments);
    }

    [Theory]
    [InlineData('0', "f", TarEntryType.RegularFile)]
    [InlineData('\0', "f", TarEntryType.RegularFile)]
    [InlineData('7', "f", TarEntryType.RegularFile)]
    [InlineData('\0', "d/", TarEntryType.Directory)]
    [InlineData('0', "f/", TarEntryType.RegularFile)]
    [InlineData('1', "f", TarEntryType.HardLink)]
    [InlineData('2', "f", TarEntryType.SymbolicLink)]
    [InlineData('3', "f", TarEntryType.CharacterDevice)]
    [InlineData('4', "f", TarEntryType.BlockDevice)]
    [InlineData('5', "f", TarEntryType.Directory)]
    [InlineData('6', "f", TarEntryType.Fifo)]
    public void Tells_the_types_apart(char flag, string name, TarEntryType type)
        => Assert.Equal(type, Only(new RawTar().Raw(RawTar.Header(name, flag, link: "l")).End()).Type);

    [Theory]
    [InlineData('1')]
    [InlineData('2')]
    [InlineData('3')]
    [InlineData('5')]
    [InlineData('6')]
    public void Only_regular_files_have_data_whatever_the_size_says(char flag)
        => Assert.Equal([("a", ""), ("b", "x")], All(new RawTar().Raw(RawTar.Header("a", flag, 5000, link: "l")).File("b").EndStream()));

    [Fact]
    public void Device_numbers_are_read_of_devices_only()
    {
        var device = Only(new RawTar().Device("d", '4', 8, 17).End());
        Assert.Equal((8u, 17u), (device.DeviceMajor, device.DeviceMinor));
        var file = Only(new RawTar().Raw(RawTar.Header("f", change: b => RawTar.Put(b, 329, 8, "rubbish!"))).End());
        Assert.Equal((0u, 0u), (file.DeviceMajor, file.DeviceMinor));
        var old = Only(new RawTar().Raw(RawTar.Header("d", '3', major: 1, minor: 3, magic: "\0\0\0\0\0\0\0\0")).End());
        Assert.Equal((0u, 0u), (old.DeviceMajor, old.DeviceMinor));
    }

    [Fact]
    public void Takes_signed_checksums_too()
    {
        var block = RawTar.Sum(RawTar.Header("bl\u00e4\u00f6\u00fc"), signed: true);
        Assert.Equal("bl\\xe4\\xf6\\xfc", Only([.. block, .. new byte[1024]]).Name.ToString());
    }

    [Fact]
    public void Names_need_not_be_text()
        => Assert.Equal([0x61, 0xff, 0xfe, 0x0a], Only(new RawTar().File("a\u00ff\u00fe\n").End()).Name.Bytes.ToArray());

    [Fact]
    public void Old_and_gnu_headers_have_no_prefix()
    {
        Assert.Equal("n", Only(new RawTar().Raw(RawTar.Header("n", prefix: "rubbish", magic: "ustar  \0")).End()).Name.ToString());
        Assert.Equal("n", Only(new RawTar().Raw(RawTar.Header("n", prefix: "rubbish", magic: "\0\0\0\0\0\0\0\0")).End()).Name.ToString());
    }

    [Fact]
    public void Star_has_a_shorter_prefix()
        => Assert.Equal("p/n", Only(new RawTar().Raw(RawTar.Header("n", prefix: "p", change: b =>
        {
            RawTar.Put(b, 476, 12, "14433560462 ");
            RawTar.Put(b, 508, 4, "tar\0");
        })).End()).Name.ToString());

    [Fact]
    public void Gnu_long_names_go_before_all_others()
    {
        var name = string.Join('/', Enumerable.Repeat("long", 100));
        var entry = Only(new RawTar().LongName(name).LongLink(name + "2").Pax(("path", "other"), ("linkpath", "other")).Symlink("short", "short").End());
        Assert.Equal((name, name + "2"), (entry.Name.ToString(), entry.LinkName.ToString()));
    }

    [Fact]
    public void Extended_headers_replace_the_fields_of_one_entry()
    {
        var archive = new RawTar()
            .Pax(("path", "p/\u00fc"), ("size", "3"), ("uid", "3000000"), ("gid", "4000000"), ("uname", "u"), ("gname", "g"), ("mtime", "-0.5"), ("atime", "7.25"), ("comment", "c"))
            .Raw(RawTar.Header("x", size: 5)).Data("abc"u8.ToArray()).File("plain").EndStream();
        var reader = new TarReader(archive);
        var entry = reader.Next()!;
        Assert.Equal(("p/\\xfc", 3L, 3000000u, 4000000u), (entry.Name.ToString(), entry.Size, entry.Uid, entry.Gid));
        Assert.Equal(("u", "g", new UnixTime(-1, 500000000), new UnixTime(7, 250000000)), (entry.UserName.ToString(), entry.GroupName.ToString(), entry.ModifyTime, entry.AccessTime!.Value));
        Assert.Equal(("plain", 0u, new UnixTime(1700000000)), (reader.Next() is { } next ? (next.Name.ToString(), next.Uid, next.ModifyTime) : default));
    }

    [Fact]
    public void Global_headers_hold_until_an_entry_says_otherwise()
    {
        var reader = new TarReader(new RawTar()
            .GlobalPax(("uid", "7"), ("mtime", "5"), ("comment", "of all"), ("SCHILY.xattr.user.g", "1"))
            .File("a").Pax(("uid", "8"), ("mtime", "")).File("b").GlobalPax(("uid", "")).File("c").EndStream());
        Assert.Equal((7u, 5L, 1), reader.Next() is { } a ? (a.Uid, a.ModifyTime.Seconds, a.Xattrs.Count) : default);
        Assert.Equal((8u, 1700000000L, 1), reader.Next() is { } b ? (b.Uid, b.ModifyTime.Seconds, b.Xattrs.Count) : default);
        Assert.Equal((0u, 5L, 1), reader.Next() is { } c ? (c.Uid, c.ModifyTime.Seconds, c.Xattrs.Count) : default);
    }

    [Fact]
    public void Attributes_are_binary()
    {
        byte[] value = [0, 1, 2, 0xff, (byte)'\n', (byte)'=', 0];
        var entry = Only(new RawTar().PaxBytes(
            'x',
            ("SCHILY.xattr.security.capability", value),
            ("SCHILY.xattr.user.a%3Db%25c%41", "percent"u8.ToArray()),
            ("SCHILY.xattr.user.empty", []),
            ("LIBARCHIVE.xattr.user.b%41%3d", "AAEC/w"u8.ToArray()),
            ("LIBARCHIVE.xattr.user.padded", "AAE="u8.ToArray()),
            ("RHT.security.selinux", "label\0"u8.ToArray()),
            ("SCHILY.xattr.user.twice", "1"u8.ToArray()),
            ("SCHILY.xattr.user.twice", "2"u8.ToArray())).File("f").End());
        Assert.Equal(
            ["security.capability=0001 02FF 0A3D 00", "user.a=b%c%41=7065 7263 656E 74", "user.empty=", "user.bA==0001 02FF", "user.padded=0001",
                "security.selinux=6C61 6265 6C00", "user.twice=32"],
            entry.Xattrs.Select(x => $"{x.Name}={string.Join(' ', Convert.ToHexString(x.Value.Span).Chunk(4).Select(c => new string(c)))}"));
    }

    [Fact]
    public void Numbers_may_be_base_256()
    {
        var entry = Only(new RawTar().Raw(RawTar.Header("f", change: b =>
        {
            new byte[] { 0x80, 0, 0, 0, 0, 0x40, 0, 0 }.CopyTo(b, 108);
            new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe }.CopyTo(b, 136);
        })).End());
        Assert.Equal((4194304u, new UnixTime(-2)), (entry.Uid, entry.ModifyTime));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(10240)]
    public void The_end_may_be_short_or_long(int zeros)
        => Assert.Equal([("a", "x")], All(new MemoryStream([.. new RawTar().File("a").Bytes, .. new byte[zeros]])));

    [Fact]
    public void What_follows_the_end_has_no_meaning_but_can_be_drained()
    {
        byte[] archive = [.. new RawTar().File("a").End(), .. Encoding.ASCII.GetBytes(new string('z', 70000))];
        var stream = new MemoryStream(archive);
        var reader = new TarReader(stream);
        Assert.NotNull(reader.Next());
        Assert.Null(reader.Next());
        Assert.Null(reader.Next());
        Assert.Equal(2048, reader.Position);
        reader.Drain();
        Assert.Equal((archive.Length, archive.Length), (reader.Position, stream.Position));
    }

    [Fact]
    public void Nothing_at_all_is_an_empty_archive() => Assert.Null(new TarReader(new MemoryStream()).Next());

    [Fact]
    public void Data_need_not_be_read()
    {
        var archive = new RawTar().File("a", new string('a', 300000)).File("b", "bb").File("c", new string('c', 511)).File("d", "d").End();
        foreach (var stream in new Stream[] { new MemoryStream(archive), new TrickleStream(archive, 700) })
        {
            var reader = new TarReader(stream);
            Assert.Equal("a", reader.Next()!.Name.ToString());
            Assert.Equal(10, reader.Read(new byte[10]));
            Assert.Equal("b", reader.Next()!.Name.ToString());
            var c = reader.Next()!;
            Assert.Equal((c.DataOffset, reader.Position), (reader.Position, c.DataOffset));
            Assert.Equal("d", reader.Next()!.Name.ToString());
            Assert.Null(reader.Next());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(513)]
    [InlineData(200000)]
    public void Reads_streams_that_give_little_at_a_time(int most)
    {
        var archive = new RawTar().File("a", new string('a', 300000)).LongName(new string('n', 200)).File("b", "bb").End();
        Assert.Equal([("a", new string('a', 300000)), (new string('n', 200), "bb")], All(new TrickleStream(archive, most)));
    }

    [Fact]
    public void Stops_where_it_may_take_no_more()
    {
        var archive = new RawTar().File("a", new string('a', 3000)).End();
        Assert.Equal(4608, archive.Length);
        var reader = new TarReader(new MemoryStream(archive), mostBytes: 4608);
        Assert.NotNull(reader.Next());
        Assert.Null(reader.Next());
        reader = new TarReader(new MemoryStream(archive), mostBytes: 2000);
        Assert.NotNull(reader.Next());
        Assert.Equal(ErrorKind.ResourceExhausted, Assert.Throws<EngineException>(() => reader.Next()).Kind);
    }

    public static TheoryData<string, byte[], string> Broken => new()
    {
        { "rubbish", Encoding.ASCII.GetBytes(new string('r', 2048)), "this is not a tar archive" },
        { "gzip", [0x1f, 0x8b, .. new byte[2046]], "this is not a tar archive" },
        { "cut in the first header", new RawTar().File("a").Bytes[..100], "at byte 0: the archive is cut off within a header" },
        { "cut in a later header", new RawTar().File("a").File("b").Bytes[..1300], "\"a\", at byte 1024: the archive is cut off within a header" },
        { "cut in data", new RawTar().File("dir/a", new string('a', 3000)).Bytes[..2000], "\"dir/a\", at byte 2000: the archive is cut off within its data" },
        { "cut in padding", new RawTar().File("dir/a", new string('a', 700)).Bytes[..1300], "\"dir/a\", at byte 1300: the archive is cut off within the padding" },
        { "cut in a long name", new RawTar().File("a").LongName(new string('n', 700)).Bytes[..1700], "cut off within an extended header or long name" },
        { "cut behind a long name", new RawTar().LongName(new string('n', 700)).End(), "belongs to no entry" },
        { "cut behind an extended header", new RawTar().Pax(("path", "x")).Bytes, "belongs to no entry" },
        { "cut within the padding of a long name", new RawTar().LongName(new string('n', 100)).Bytes[..700], "cut off within an extended header or long name" },
        { "checksum", new RawTar().File("a").Raw(Changed(RawTar.Header("b"), 0, (byte)'c')).End(), "\"a\", at byte 1024: the checksum" },
        { "checksum no number", new RawTar().File("a").Raw(Changed(RawTar.Header("b"), 148, (byte)'z')).End(), "\"a\", at byte 1024: the checksum" },
        { "lone zero block", new RawTar().File("a").Raw(new byte[512]).File("b").End(), "an empty block stands among the entries" },
        { "cut in the second zero block", [.. new RawTar().File("a").Bytes, .. new byte[700]], "cut off within its end" },
        { "unknown type", new RawTar().Raw(RawTar.Header("a", 'V')).End(), "\"a\", at byte 0: its type is unknown (0x56)" },
        { "negative size", new RawTar().Raw(RawTar.Header("a", change: b => new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }.CopyTo(b, 124))).End(), "its size is negative" },
        { "negative pax size", new RawTar().Pax(("size", "-1")).File("a").End(), "its size is negative" },
        { "size no number", new RawTar().Raw(RawTar.Header("a", change: b => RawTar.Put(b, 124, 12, "many"))).End(), "its size is not a number" },
        { "mode no number", new RawTar().Raw(RawTar.Header("a", change: b => RawTar.Put(b, 100, 8, "rwxr-xr-"))).End(), "its mode is not a number" },
        { "uid that changes nothing", new RawTar().Pax(("uid", "4294967295")).File("a").End(), "its uid 4294967295 is out of range" },
        { "negative uid", new RawTar().Pax(("uid", "-5")).File("a").End(), "its uid -5 is out of range" },
        { "gid too large", new RawTar().Pax(("gid", "5000000000")).File("a").End(), "its gid 5000000000 is out of range" },
        { "device number", new RawTar().Raw(RawTar.Header("a", '3', change: b => new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }.CopyTo(b, 329))).End(), "its device number -1 is out of range" },
        { "two extended headers", new RawTar().Pax(("path", "p")).Pax(("path", "q")).File("a").End(), "two extended headers for one entry" },
        { "two long names", new RawTar().LongName("p").LongName("q").File("a").End(), "\"q\", at byte 1024: two long names for one entry" },
        { "two long links", new RawTar().LongLink("p").LongLink("q").File("a").End(), "two long link names for one entry" },
        { "extended header too large", new RawTar().Raw(RawTar.Header("x", 'x', 2 << 20)).Data(new byte[2 << 20]).End(), "larger than 1048576 bytes" },
        { "long name too large", new RawTar().Raw(RawTar.Header("x", 'L', 8L << 30 >> 1)).End(), "larger than 1048576 bytes" },
        { "global path", new RawTar().GlobalPax(("path", "p")).File("a").End(), "a global header sets path for all entries" },
        { "global size", new RawTar().GlobalPax(("size", "1")).File("a").End(), "a global header sets size for all entries" },
        { "global sparse", new RawTar().GlobalPax(("GNU.sparse.map", "0,1")).File("a").End(), "a global header sets GNU.sparse.map for all entries" },
        { "NUL in a path", new RawTar().Pax(("path", "a\0b")).File("a").End(), "value of path is malformed" },
        { "NUL in a link", new RawTar().Pax(("linkpath", "a\0b")).Symlink("a", "b").End(), "value of linkpath is malformed" },
        { "pax uid no number", new RawTar().Pax(("uid", "12x")).File("a").End(), "value of uid is malformed" },
        { "pax mtime no number", new RawTar().Pax(("mtime", "now")).File("a").End(), "value of mtime is malformed" },
        { "attribute without a name", new RawTar().Pax(("SCHILY.xattr.", "x")).File("a").End(), "value of SCHILY.xattr. is malformed" },
        { "attribute not base64", new RawTar().Pax(("LIBARCHIVE.xattr.user.a", "?")).File("a").End(), "value of LIBARCHIVE.xattr.user.a is malformed" },
        { "attributes without end", new RawTar().GlobalPax(("SCHILY.xattr.user.a", new string('x', 600000))).GlobalPax(("SCHILY.xattr.user.b", new string('x', 600000))).File("a").End(), "too large" },
        { "too many attributes", new RawTar().Pax([.. Enumerable.Range(0, 5000).Select(i => ($"SCHILY.xattr.user.{i}", ""))]).File("a").End(), "too large" },
        { "record too long", new RawTar().Raw(RawTar.Header("x", 'x', 8)).Data("99 a=bc\n"u8.ToArray()).File("a").End(), "malformed record" },
        { "record too short", new RawTar().Raw(RawTar.Header("x", 'x', 8)).Data("2 a=bcd\n"u8.ToArray()).File("a").End(), "malformed record" },
        { "record without length", new RawTar().Raw(RawTar.Header("x", 'x', 8)).Data("abcd=fg\n"u8.ToArray()).File("a").End(), "malformed record" },
        { "record with signed length", new RawTar().Raw(RawTar.Header("x", 'x', 8)).Data("+8 a=bc\n"u8.ToArray()).File("a").End(), "malformed record" },
        { "record with length beyond numbers", new RawTar().Raw(RawTar.Header("x", 'x', 16)).Data("99999999999 a=b\n"u8.ToArray()).File("a").End(), "malformed record" },
        { "record without equals", new RawTar().Raw(RawTar.Header("x", 'x', 8)).Data("8 abcde\n"u8.ToArray()).File("a").End(), "malformed record" },
        { "record without keyword", new RawTar().Raw(RawTar.Header("x", 'x', 8)).Data("8 =bcde\n"u8.ToArray()).File("a").End(), "malformed record" },
        { "record without newline", new RawTar().Raw(RawTar.Header("x", 'x', 8)).Data("8 a=bcde"u8.ToArray()).File("a").End(), "malformed record" },
        { "record without blank", new RawTar().Raw(RawTar.Header("x", 'x', 8)).Data("8_a=bcd\n"u8.ToArray()).File("a").End(), "malformed record" },
    };

    private static byte[] Changed(byte[] block, int at, byte value)
    {
        block[at] = value;
        return block;
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Says_what_is_broken_and_where(string what, byte[] archive, string message)
    {
        Assert.NotEmpty(what);
        Assert.Contains(message, Problem(archive), StringComparison.Ordinal);
    }
}
