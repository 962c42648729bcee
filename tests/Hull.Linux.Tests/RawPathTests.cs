using Hull.Core;

namespace Hull.Linux.Tests;

public sealed class RawPathTests
{
    public static TheoryData<byte[], string> Forms => new()
    {
        { "etc/passwd"u8.ToArray(), "etc/passwd" },
        { "süß/日本/🐳"u8.ToArray(), "süß/日本/🐳" },
        { [(byte)'a', 0xff, 0xfe, (byte)'b'], "a\\xff\\xfeb" },
        { "line\nbreak\u001b[31m"u8.ToArray(), "line\\x0abreak\\x1b[31m" },
        { "back\\slash"u8.ToArray(), "back\\\\slash" },
        { "turn\u202eround"u8.ToArray(), "turn\\xe2\\x80\\xaeround" },
        { [0xe2, 0x82], "\\xe2\\x82" },
        { [], "" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Has_a_printable_form_that_reads_back(byte[] bytes, string text)
    {
        var path = new RawPath(bytes);
        Assert.Equal(text, path.ToString());
        Assert.Equal(path, RawPath.Parse(text));
        Assert.Equal(path.GetHashCode(), RawPath.Parse(text).GetHashCode());
    }

    [Theory]
    [InlineData("\\")]
    [InlineData("a\\n")]
    [InlineData("\\x4")]
    [InlineData("\\xzz")]
    public void Refuses_a_form_that_it_never_writes(string text)
        => Assert.Equal(ErrorKind.Corrupt, Assert.Throws<EngineException>(() => RawPath.Parse(text)).Kind);

    [Fact]
    public void Text_is_taken_as_it_is()
    {
        Assert.Equal("a\\\\b", RawPath.Of("a\\b").ToString());
        Assert.True(RawPath.Of("") == default);
        Assert.True(RawPath.Of("a") != RawPath.Of("b"));
    }
}
