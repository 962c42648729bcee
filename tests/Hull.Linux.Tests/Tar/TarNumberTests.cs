using System.Text;
using Hull.Linux.Tar;

namespace Hull.Linux.Tests.Tar;

public sealed class TarNumberTests
{
    public static TheoryData<byte[], long> Readable => new()
    {
        { "0000644\0"u8.ToArray(), 420 },
        { "   644 \0"u8.ToArray(), 420 },
        { "644\0\0\0\0\0"u8.ToArray(), 420 },
        { "\0\0\0\0\0\0\0\0"u8.ToArray(), 0 },
        { "        "u8.ToArray(), 0 },
        { "77777777777\0"u8.ToArray(), 8589934591 },
        { "777777777777"u8.ToArray(), 68719476735 },
        { [0x80, 0, 0, 0, 0, 0, 0, 1], 1 },
        { [0x80, 0, 0, 0, 0, 0, 0x27, 0x10], 10000 },
        { [0x80, 0, 0, 0, 0x02, 0, 0, 0, 0, 0, 0, 0], 2L << 56 },
        { [0x80, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], long.MaxValue },
        { [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], -1 },
        { [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00], -256 },
        { [0xff, 0xff, 0xff, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0], long.MinValue },
        { [0xbf, 0xff], 0x3fff },
        { [0xc0, 0x00], -0x4000 },
    };

    [Theory]
    [MemberData(nameof(Readable))]
    public void Reads_octal_and_base_256(byte[] field, long expected)
    {
        Assert.True(TarNumber.TryRead(field, out var value));
        Assert.Equal(expected, value);
    }

    public static TheoryData<byte[]> Unreadable => new()
    {
        "0000648\0"u8.ToArray(),
        "-000644\0"u8.ToArray(),
        "6 4\0\0\0\0\0"u8.ToArray(),
        "6\0004\0\0\0\0"u8.ToArray(),
        "0x1a4\0\0\0"u8.ToArray(),
        "7777777777777777777777777"u8.ToArray(),
        new byte[] { 0x80, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0 },
        new byte[] { 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0, 0, 0, 0 },
        new byte[] { 0x80, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Refuses_what_is_no_number_or_too_large(byte[] field) => Assert.False(TarNumber.TryRead(field, out _));

    [Theory]
    [InlineData(0, 8, "0000000\0")]
    [InlineData(420, 8, "0000644\0")]
    [InlineData(2097151, 8, "7777777\0")]
    [InlineData(2097152, 8, null)]
    [InlineData(-1, 12, null)]
    [InlineData(8589934591, 12, "77777777777\0")]
    [InlineData(8589934592, 12, null)]
    public void Writes_octal_where_it_fits(long value, int length, string? expected)
    {
        var field = new byte[length];
        Assert.Equal(expected is not null, TarNumber.TryWriteOctal(field, value));
        if (expected is not null) Assert.Equal(expected, Encoding.ASCII.GetString(field));
    }
}
