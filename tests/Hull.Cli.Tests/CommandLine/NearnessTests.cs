using Hull.Cli.CommandLine;

namespace Hull.Cli.Tests.CommandLine;

public sealed class NearnessTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("a", "", 1)]
    [InlineData("", "ab", 2)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("PS", "ps", 0)]
    [InlineData("runn", "run", 1)]
    public void Counts_edits(string from, string to, int expected) => Assert.Equal(expected, Nearness.Edits(from, to));

    [Fact]
    public void Puts_the_nearest_first_and_leaves_out_the_far() =>
        Assert.Equal(["rm", "run", "rmi"], Nearness.Find("rum", ["rmi", "container", "rm", "run"]));

    [Fact]
    public void Takes_beginnings_as_near() => Assert.Equal(["container"], Nearness.Find("cont", ["container", "image"]));
}
