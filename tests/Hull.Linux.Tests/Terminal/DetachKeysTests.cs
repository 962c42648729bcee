using System.Text;
using Hull.Core;
using Hull.Linux.Terminal;

namespace Hull.Linux.Tests.Terminal;

public sealed class DetachKeysTests
{
    // Feeds the pieces one by one: what passes, and whether the keys were seen.
    private static (string Passed, bool Detached) Feed(string keys, params string[] pieces)
    {
        var parsed = DetachKeys.Parse(keys);
        var matcher = parsed.CreateMatcher();
        var passed = new StringBuilder();
        foreach (var piece in pieces)
        {
            var output = new byte[piece.Length + parsed.Length];
            var count = matcher.Filter(Encoding.Latin1.GetBytes(piece), output, out var detached);
            passed.Append(Encoding.Latin1.GetString(output, 0, count));
            if (detached) return (passed.ToString(), true);
        }

        var rest = new byte[parsed.Length];
        passed.Append(Encoding.Latin1.GetString(rest, 0, matcher.Flush(rest)));
        return (passed.ToString(), false);
    }

    [Theory]
    [InlineData("ctrl-p,ctrl-q", "\u0010\u0011")]
    [InlineData("a", "a")]
    [InlineData("a,b,c", "abc")]
    [InlineData("ctrl-a", "\u0001")]
    [InlineData("ctrl-z", "\u001a")]
    [InlineData("ctrl-@", "\0")]
    [InlineData("ctrl-[", "\u001b")]
    [InlineData("ctrl-\\", "\u001c")]
    [InlineData("ctrl-]", "\u001d")]
    [InlineData("ctrl-^", "\u001e")]
    [InlineData("ctrl-_", "\u001f")]
    [InlineData("DEL", "\u007f")]
    [InlineData("ctrl-x,x,@, ", "\u0018x@ ")]
    public void Keys_stand_for_the_bytes_a_terminal_sends(string keys, string bytes)
    {
        Assert.Equal(bytes.Length, DetachKeys.Parse(keys).Length);
        Assert.Equal(("", true), Feed(keys, bytes));
    }

    [Theory]
    [InlineData("ctrl-")]
    [InlineData("ctrl-1")]
    [InlineData("ctrl-aa")]
    [InlineData("ctrl-A,")]
    [InlineData(",")]
    [InlineData("ab")]
    [InlineData("ä")]
    [InlineData("ctrl-ä")]
    [InlineData("ctrl+a")]
    [InlineData("a,,b")]
    public void Refuses_what_is_no_key(string keys)
        => Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => DetachKeys.Parse(keys)).Kind);

    [Fact]
    public void No_keys_match_nothing() => Assert.Equal(("anything\u0010\u0011", false), Feed("", "anything", "\u0010\u0011"));

    [Theory]
    [InlineData("p,q", "hello", "hello", false)]
    [InlineData("p,q", "pq", "", true)]
    [InlineData("p,q", "xpqy", "x", true)]
    [InlineData("p,q", "p", "p", false)]
    [InlineData("p,q", "px", "px", false)]
    [InlineData("p,q", "ppq", "p", true)]
    [InlineData("p,q", "pxpq", "px", true)]
    [InlineData("a,a,b", "aaab", "a", true)]
    [InlineData("a,a,b", "aaaab", "aa", true)]
    [InlineData("a,b,a,b,c", "ababababc", "abab", true)]
    [InlineData("a,b,a,c", "abababx", "abababx", false)]
    [InlineData("a,a", "aba", "aba", false)]
    public void Finds_the_sequence_however_it_is_cut(string keys, string typed, string passed, bool detached)
    {
        Assert.Equal((passed, detached), Feed(keys, typed));
        Assert.Equal((passed, detached), Feed(keys, [.. typed.Select(c => c.ToString())]));
        for (var cut = 1; cut < typed.Length; cut++) Assert.Equal((passed, detached), Feed(keys, typed[..cut], typed[cut..]));
    }

    [Fact]
    public void Agrees_with_a_plain_search_on_random_input()
    {
        var random = new Random(11);
        for (var round = 0; round < 3000; round++)
        {
            var keys = string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => "ab"[random.Next(2)]));
            var typed = string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => "ab"[random.Next(2)]));
            var found = typed.IndexOf(keys, StringComparison.Ordinal);
            var cut = random.Next(typed.Length + 1);
            Assert.Equal((found < 0 ? typed : typed[..found], found >= 0), Feed(string.Join(',', keys.ToCharArray()), typed[..cut], typed[cut..]));
        }
    }
}
