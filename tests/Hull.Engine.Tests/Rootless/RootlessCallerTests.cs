using Hull.Engine.Rootless;
using Hull.Linux.HostFacts;

namespace Hull.Engine.Tests.Rootless;

public sealed class RootlessCallerTests
{
    [Theory]
    [InlineData("1001:1002", "0 1001 1\n1 100000 65536\n", true)]
    [InlineData("1001:1002", "0 1001 1\n", true)]
    [InlineData("1001:1002", "0 0 4294967295\n", false)]
    [InlineData("1001:1002", "0 100000 65536\n", false)]
    [InlineData("1001:1002", "0 1001 65536\n", false)]
    [InlineData("1001:1002", "1 1001 1\n", false)]
    [InlineData("0:0", "0 0 1\n", false)]
    [InlineData("1001", "0 1001 1\n", false)]
    [InlineData("1001:x", "0 1001 1\n", false)]
    [InlineData("", "0 1001 1\n", false)]
    public void The_hint_counts_only_where_the_map_bears_it_out(string hint, string map, bool inside) =>
        Assert.Equal(inside ? new RootlessCaller(1001, 1002, IsInside: true) : null, RootlessCaller.Inside(hint, IdMap.Parse(map)));
}
