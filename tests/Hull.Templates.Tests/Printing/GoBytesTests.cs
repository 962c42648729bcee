using System.Text;
using Hull.Templates.Printing;

namespace Hull.Templates.Tests.Printing;

public sealed class GoBytesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("é☺日本")]
    [InlineData("😀 mixed")]
    public void Measures_and_keeps_valid_text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(bytes.Length, GoBytes.Length(text));
        Assert.Equal(bytes, GoBytes.FromText(text));
        Assert.Equal(text, GoBytes.ToText(bytes));
        Assert.Equal(text.EnumerateRunes().Count(), GoBytes.RuneCount(text));
        Assert.Equal(text.EnumerateRunes().Select(rune => rune.Value), GoBytes.Runes(text));
    }

    [Fact]
    public void Keeps_every_byte_of_what_is_no_text()
    {
        byte[] bytes = [0x61, 0xFF, 0xC3, 0x28, 0xE2, 0x98, 0xC3, 0xA9, 0x80];
        var text = GoBytes.ToText(bytes);
        Assert.Equal(bytes, GoBytes.FromText(text));
        Assert.Equal(bytes.Length, GoBytes.Length(text));
        Assert.Equal(8, GoBytes.RuneCount(text));
        Assert.Equal([0x61, -1 - 0xFF, -1 - 0xC3, 0x28, -1 - 0xE2, -1 - 0x98, 0xE9, -1 - 0x80], GoBytes.Runes(text));
    }

    [Fact]
    public void Takes_a_surrogate_without_its_other_half_for_the_replacement_character()
    {
        Assert.Equal([0xEF, 0xBF, 0xBD], GoBytes.FromText("\uD800"));
        Assert.Equal([0xFFFD], GoBytes.Runes("\uD800"));
        Assert.Equal(3, GoBytes.Length("\uD800"));
    }

    [Fact]
    public void Cuts_inside_a_character()
    {
        var half = GoBytes.Slice("é", 0, 1);
        Assert.Equal([0xC3], GoBytes.FromText(half));
        Assert.Equal("é", GoBytes.ToText([.. GoBytes.FromText(half), .. GoBytes.FromText(GoBytes.Slice("é", 1, 2))]));
    }

    [Fact]
    public void Orders_by_bytes_and_not_by_code_units()
    {
        // U+FF5E comes after the surrogates of U+1F600 as code units, but before it as bytes.
        Assert.True(GoBytes.Comparer.Compare("\uFF5E", "😀") < 0);
        Assert.True(string.CompareOrdinal("\uFF5E", "😀") > 0);
        Assert.True(GoBytes.Comparer.Compare("a", "b") < 0);
        Assert.Equal(0, GoBytes.Comparer.Compare("é", "é"));
    }

    [Fact]
    public void Quotes_bytes_that_are_no_text_by_their_number()
    {
        Assert.Equal("\"\\xff\"", GoQuote.Text("\uDCFF"));
        Assert.False(GoQuote.CanBackquote("\uDCFF"));
    }

    [Theory]
    [InlineData("a\tb", true)]
    [InlineData("a\nb", false)]
    [InlineData("a`b", false)]
    [InlineData("\uFEFF", false)]
    [InlineData("\u007F", false)]
    [InlineData("é", true)]
    public void Knows_what_back_quotes_can_hold(string text, bool can) => Assert.Equal(can, GoQuote.CanBackquote(text));

    [Theory]
    [InlineData("\a\b\f\n\r\t\v\\\"'", "\"\\a\\b\\f\\n\\r\\t\\v\\\\\\\"'\"")]
    [InlineData("\u0001\u007F\u00A0\u200B", "\"\\x01\\x7f\\u00a0\\u200b\"")]
    [InlineData("😀\U000E0001", "\"😀\\U000e0001\"")]
    public void Quotes_as_Go_source(string text, string quoted) => Assert.Equal(quoted, GoQuote.Text(text));
}
