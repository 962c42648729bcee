using Hull.Images.Registry;

namespace Hull.Images.Tests.Registry;

public class ChallengeTests
{
    [Theory]
    [InlineData("Basic realm=\"x\"", "basic[realm=x]")]
    [InlineData("bEaReR REALM=\"https://a/t\",Service=\"s\",scope=\"repository:a:pull,push\"", "bearer[realm=https://a/t|scope=repository:a:pull,push|service=s]")]
    [InlineData("Bearer realm = \"https://a/t\" ,\t service = s", "bearer[realm=https://a/t|service=s]")]
    [InlineData("Bearer realm=https://a/t?x=1&y=2,service=s", "bearer[realm=https://a/t?x=1&y=2|service=s]")]
    [InlineData("Basic realm=\"a \\\"quoted\\\" \\\\ word\"", "basic[realm=a \"quoted\" \\ word]")]
    [InlineData("Basic realm=\"\"", "basic[realm=]")]
    [InlineData("Basic realm=\"x\", Bearer realm=\"y\",service=\"z\"", "basic[realm=x] bearer[realm=y|service=z]")]
    [InlineData("Negotiate, Basic realm=\"x\"", "negotiate[] basic[realm=x]")]
    [InlineData("Negotiate dG9rZW4=, Basic realm=\"x\"", "negotiate[dg9rzw4=] basic[realm=x]")]
    [InlineData("Bearer realm=\"x\",realm=\"y\"", "bearer[realm=y]")]
    [InlineData("Basic", "basic[]")]
    [InlineData(",, ,Basic realm=x,,", "basic[realm=x]")]
    [InlineData("Basic realm=\"never ends", "basic[]")]
    [InlineData("Basic realm=\"ends in a backslash\\", "basic[]")]
    [InlineData("Basic realm=", "basic[realm=]")]
    [InlineData("\"x\"", "")]
    [InlineData("=", "")]
    [InlineData("", "")]
    public void Reads_schemes_and_parameters(string header, string expected) =>
        Assert.Equal(expected, string.Join(' ', Challenge.Parse(header).Select(challenge =>
            $"{challenge.Scheme}[{string.Join('|', challenge.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))}]")));

    [Fact]
    public void Reads_any_bytes_to_an_end()
    {
        var random = new Random(7);
        const string letters = "ab=,\" \\\t\u00e9()<>";
        for (var i = 0; i < 5000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => letters[random.Next(letters.Length)])]);
            Assert.All(Challenge.Parse(text), challenge => Assert.NotEmpty(challenge.Scheme));
        }
    }
}
