using System.Text;
using Hull.Core;
using Hull.Linux.Tar;
using Hull.Linux.Tests.Support;

namespace Hull.Linux.Tests.Tar;

public sealed class TarWriterTests
{
    private static byte[] Written(params (TarEntry Entry, string Content)[] entries)
    {
        var stream = new MemoryStream();
        var writer = new TarWriter(stream);
        foreach (var (entry, content) in entries)
        {
            writer.Begin(entry with { Size = content.Length });
            writer.Write(Encoding.Latin1.GetBytes(content));
        }

        writer.Finish();
        return stream.ToArray();
    }

    private static TarEntry File(string name) => new() { Name = RawPath.Of(name), Type = TarEntryType.RegularFile, Mode = 0x1a4, ModifyTime = new UnixTime(1700000000) };

    [Fact]
    public void What_fits_into_ustar_is_only_ustar()
        => Assert.Equal(
            new RawTar().Raw(RawTar.Header("a/b", '0', 2, mode: 0xfed, uid: 5, gid: 6)).Data("hi"u8.ToArray()).End(),
            Written((File("a/b") with { Mode = 0xfed, Uid = 5, Gid = 6 }, "hi")));

    public static TheoryData<string, TarEntry, bool> Entries
    {
        get
        {
            var deep = string.Join('/', Enumerable.Repeat("0123456789", 14));
            var flat = new string('n', 101);
            return new TheoryData<string, TarEntry, bool>
            {
                { "plain", File("a"), false },
                { "every bit", File("a") with { Mode = 0xfff, Uid = 2097151, Gid = 2097151 }, false },
                { "100 bytes of name", File(flat[1..]), false },
                { "101 bytes of name in one part", File(flat), true },
                { "prefix", File(deep), false },
                { "prefix of 155", File(new string('p', 155) + "/" + flat[1..]), false },
                { "prefix of 156", File(new string('p', 156) + "/a"), true },
                { "folder whose slash is the only place to cut", File(flat + "/") with { Type = TarEntryType.Directory }, true },
                { "no text", new TarEntry { Name = new RawPath([0xff, 0xfe, 1]), Type = TarEntryType.Fifo }, false },
                { "long and no text", new TarEntry { Name = new RawPath([.. Enumerable.Repeat((byte)0xff, 300)]), Type = TarEntryType.Fifo }, true },
                { "large owner", File("a") with { Uid = 2097152 }, true },
                { "large group", File("a") with { Gid = uint.MaxValue - 1 }, true },
                { "nanoseconds", File("a") with { ModifyTime = new UnixTime(5, 6) }, true },
                { "before 1970", File("a") with { ModifyTime = new UnixTime(-5) }, true },
                { "far away", File("a") with { ModifyTime = new UnixTime(1L << 40) }, true },
                { "access time", File("a") with { AccessTime = new UnixTime(9) }, true },
                { "link", File("a") with { Type = TarEntryType.SymbolicLink, LinkName = RawPath.Of(flat[1..]) }, false },
                { "long link", File("a") with { Type = TarEntryType.SymbolicLink, LinkName = RawPath.Of(flat) }, true },
                { "hard link", File("a") with { Type = TarEntryType.HardLink, LinkName = RawPath.Of("b") }, false },
                { "character device", File("a") with { Type = TarEntryType.CharacterDevice, DeviceMajor = 0xfff, DeviceMinor = 0xfffff }, false },
                { "block device", File("a") with { Type = TarEntryType.BlockDevice, DeviceMajor = 8 }, false },
                { "owner's names", File("a") with { UserName = RawPath.Of("root"), GroupName = RawPath.Of("wheel") }, false },
                { "long owner's name", File("a") with { UserName = RawPath.Of(flat), GroupName = RawPath.Of(flat) }, true },
                {
                    "attributes",
                    File("a") with
                    {
                        Xattrs =
                        [
                            new Xattr(RawPath.Of("security.capability"), new byte[] { 1, 0, 0, 2, 0xff, (byte)'\n' }),
                            new Xattr(RawPath.Of("user.a=b%"), new byte[] { 7 }),
                            new Xattr(RawPath.Of("user.a%3Db"), new byte[] { 9 }),
                            new Xattr(RawPath.Of("user.c%d"), Array.Empty<byte>()),
                            new Xattr(new RawPath([.. "user."u8, 0xe9]), new byte[70000]),
                        ],
                    },
                    true
                },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void What_is_written_reads_back(string what, TarEntry entry, bool isExtended)
    {
        Assert.NotEmpty(what);
        var archive = Written((entry, ""), (File("next"), "x"));
        Assert.Equal(isExtended, archive[156] == 'x');
        var reader = new TarReader(new MemoryStream(archive));
        var read = reader.Next()!;
        Assert.Equal(Shown(entry), Shown(read));
        Assert.Equal("next", reader.Next()!.Name.ToString());
        Assert.Null(reader.Next());
    }

    private static string Shown(TarEntry e) => string.Join(
        '|', e.Name, e.Type, e.Mode, e.Uid, e.Gid, e.UserName, e.GroupName, e.ModifyTime, e.AccessTime, e.LinkName, e.DeviceMajor, e.DeviceMinor,
        string.Join(',', e.Xattrs.Select(x => $"{x.Name}={Convert.ToHexString(x.Value.Span)}").Order(StringComparer.Ordinal)));

    [Fact]
    public void Same_entries_give_the_same_bytes()
    {
        var rows = Entries.Select(r => (r.Data.Item2, "")).ToArray();
        Assert.Equal(Written(rows), Written(rows));
    }

    [Theory]
    [InlineData(0, 1024)]
    [InlineData(1, 1536)]
    [InlineData(512, 1536)]
    [InlineData(513, 2048)]
    public void Data_is_filled_up_to_whole_blocks(int size, int before)
        => Assert.Equal(before + 512, Written((File("a"), new string('x', size))).Length);

    [Fact]
    public void A_size_that_ustar_cannot_say_goes_into_a_record()
    {
        var stream = new MemoryStream();
        new TarWriter(stream).Begin(File("a") with { Size = 8L << 30 });
        Assert.Contains("size=8589934592\n", Encoding.Latin1.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_must_be_as_long_as_the_size()
    {
        var writer = new TarWriter(new MemoryStream());
        writer.Begin(File("a") with { Size = 2 });
        writer.Write("x"u8);
        Assert.Throws<EngineException>(() => writer.Write("yz"u8));
        Assert.Throws<EngineException>(writer.Finish);
        Assert.Contains("1 bytes of its data are missing", Assert.Throws<EngineException>(() => writer.Begin(File("b"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(88)]
    [InlineData(89)]
    [InlineData(990)]
    [InlineData(991)]
    [InlineData(9980)]
    public void The_length_of_a_record_counts_its_own_digits(int length)
    {
        for (var more = 0; more < 10; more++)
        {
            var name = new string('n', length + more + 101);
            Assert.Equal(name, new TarReader(new MemoryStream(Written((File(name), "")))).Next()!.Name.ToString());
        }
    }
}
