using Hull.Core;
using Hull.Engine.Rootless;

namespace Hull.Engine.Tests.Rootless;

public sealed class SubordinateIdsTests
{
    [Theory]
    [InlineData("tester:100000:65536\n", "100000-165535")]
    [InlineData("other:1:2\ntester:100000:65536\ntester:300000:10\n", "100000-165535 300000-300009")]
    [InlineData("1001:200000:1000\n", "200000-200999")]
    [InlineData("# tester:1:1\n tester:100000:1 \n", "100000-100000")]
    [InlineData("tester:x:65536\ntester:100000\ntester:100000:0\ntester:1:2:3\n:1:2\n", "")]
    [InlineData("tester:100000:4294967296\ntester:-1:5\n", "")]
    [InlineData("", "")]
    public void Selects_the_ranges_of_a_user_by_name_or_number(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', SubordinateIds.Select(text, "/etc/subuid", "tester", 1001)));

    [Fact]
    public void Refuses_ranges_of_one_user_that_overlap()
    {
        var error = Assert.Throws<EngineException>(() => SubordinateIds.Select("tester:100000:10\nother:100000:10\ntester:100009:1\n", "/etc/subgid", "tester", 1001));
        Assert.Equal("/etc/subgid: the ranges 100000-100009 and 100009-100009 of tester overlap, so no user namespace can be made of them", error.Message);
    }

    [Theory]
    [InlineData("0: tester 100000 65536\n1: tester 300000 5\n", "100000-165535 300000-300004")]
    [InlineData("0: tester 100000\nError\n", "")]
    public void Reads_what_getsubids_prints(string text, string expected) => Assert.Equal(expected, string.Join(' ', SubordinateIds.FromGetsubids(text)));

    [Fact]
    public void Maps_the_user_first_and_then_range_behind_range() => Assert.Equal(
        "77 0 1001 1 1 100000 10 11 300000 5",
        string.Join(' ', MapIds.Arguments(77, 1001, [new SubordinateRange(100000, 10), new SubordinateRange(300000, 5)])));
}
