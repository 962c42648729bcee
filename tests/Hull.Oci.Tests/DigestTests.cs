using System.Text;
using Hull.Core;

namespace Hull.Oci.Tests;

public class DigestTests
{
    private static readonly string _sha256 = "sha256:" + new string('a', 63) + "0";
    private static readonly string _sha512 = "sha512:" + new string('9', 127) + "f";

    [Fact]
    public void Reads_sha256_and_sha512()
    {
        Assert.Equal((DigestAlgorithm.Sha256, "sha256", 64), (Digest.Parse(_sha256).Algorithm, Digest.Parse(_sha256).AlgorithmName, Digest.Parse(_sha256).Hex.Length));
        Assert.Equal((DigestAlgorithm.Sha512, "sha512", 128), (Digest.Parse(_sha512).Algorithm, Digest.Parse(_sha512).AlgorithmName, Digest.Parse(_sha512).Hex.Length));
        Assert.Equal(_sha256, Digest.Parse(_sha256).ToString());
    }

    public static TheoryData<string, string> Rejects => new()
    {
        { "", "no algorithm" },
        { "sha256", "no algorithm" },
        { new string('a', 64), "no algorithm" },
        { "md5:" + new string('a', 32), "unsupported algorithm" },
        { "SHA256:" + new string('a', 64), "unsupported algorithm" },
        { "sha256:", "0 hexadecimal digits where 64 belong" },
        { "sha256:" + new string('a', 63), "63 hexadecimal digits" },
        { "sha256:" + new string('a', 65), "65 hexadecimal digits" },
        { "sha256:" + new string('a', 128), "128 hexadecimal digits where 64" },
        { "sha512:" + new string('a', 64), "64 hexadecimal digits where 128" },
        { "sha256:" + new string('A', 64), "not lower-case" },
        { "sha256:" + new string('g', 64), "not lower-case" },
        { "sha256:../../../../etc/passwd" + new string('a', 42), "not lower-case" },
        { "sha256:" + new string('a', 63) + "\n", "not lower-case" },
        { " sha256:" + new string('a', 64), "unsupported algorithm" },
        { "sha256:" + new string('٣', 64), "not lower-case" },
    };

    [Theory]
    [MemberData(nameof(Rejects))]
    public void Refuses_what_is_no_digest(string text, string reason)
    {
        var error = Assert.Throws<EngineException>(() => Digest.Parse(text));
        Assert.Equal(ErrorKind.InvalidArgument, error.Kind);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.False(Digest.TryParse(text, out _));
    }

    [Fact]
    public void Null_and_default_stand_for_no_content()
    {
        Assert.False(Digest.TryParse(null, out var digest));
        Assert.Equal("", digest.ToString());
        Assert.Throws<InvalidOperationException>(() => digest.Hex);
    }

    [Fact]
    public void Hashes_as_the_standards_say()
    {
        // FIPS 180-4's own example "abc".
        Assert.Equal("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Digest.Of("abc"u8).ToString());
        Assert.StartsWith("sha512:ddaf35a193617abacc417349ae204131", Digest.Of("abc"u8, DigestAlgorithm.Sha512).ToString(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Digest.FromHash(DigestAlgorithm.Sha512, new byte[32]));
    }

    [Fact]
    public void Equal_texts_are_equal_digests()
    {
        Assert.Equal(Digest.Parse(_sha256), Digest.Parse(_sha256));
        Assert.NotEqual(Digest.Of("a"u8), Digest.Of("b"u8));
    }

    [Fact]
    public void Chain_ids_follow_the_specification()
    {
        var (a, b) = (Digest.Of("a"u8), Digest.Of("b"u8));
        var chain = ChainId.Of([a, b, a]);
        Assert.Equal(a, chain[0]);
        Assert.Equal(Digest.Of(Encoding.ASCII.GetBytes($"{a} {b}")), chain[1]);
        Assert.Equal(Digest.Of(Encoding.ASCII.GetBytes($"{chain[1]} {a}")), chain[2]);
        Assert.Empty(ChainId.Of([]));
    }

    [Theory]
    [InlineData("plain", 200, "plain")]
    [InlineData("a\nb\u001b[31m", 200, "a?b?[31m")]
    [InlineData("abcdef", 3, "abc…")]
    public void One_line_is_printable_and_short(string text, int limit, string expected) => Assert.Equal(expected, OneLine.Of(text, limit));
}
