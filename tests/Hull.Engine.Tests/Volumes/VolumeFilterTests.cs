using Hull.Core;
using Hull.Engine.Volumes;

namespace Hull.Engine.Tests.Volumes;

public sealed class VolumeFilterTests
{
    private static readonly VolumeRecord[] All =
    [
        Record("first", 0, labels: new() { ["a"] = "1", ["b"] = "" }),
        Record("second", 10, options: new() { ["type"] = "tmpfs" }),
        Record("third", 20, anonymous: true),
    ];

    [Theory]
    [InlineData("name=^f", "first")]
    [InlineData("name=ir", "first third")]
    [InlineData("name=first name=third", "first third")]
    [InlineData("label=a", "first")]
    [InlineData("label=a=1 label=b", "first")]
    [InlineData("label=a=2", "")]
    [InlineData("label!=a", "second third")]
    [InlineData("opt=type", "second")]
    [InlineData("opt=type=nfs", "")]
    [InlineData("driver=local", "first second third")]
    [InlineData("driver=image", "")]
    [InlineData("scope=local name=f", "first")]
    [InlineData("dangling=true", "second third")]
    [InlineData("dangling=false", "first")]
    [InlineData("anonymous=true", "third")]
    [InlineData("anonymous=0", "first second")]
    [InlineData("until=15", "first second")]
    [InlineData("since=first", "second third")]
    [InlineData("after=second", "third")]
    public void Lists(string filters, string expected)
    {
        var filter = VolumeFilter.OfList(filters.Split(' '), Find, name => name == "first", TimeProvider.System);
        Assert.Equal(expected, string.Join(' ', All.Where(filter.Passes).Select(record => record.Config.Name)));
    }

    [Theory]
    [InlineData("all=true", true)]
    [InlineData("all=false", false)]
    public void Prunes_all_if_a_filter_says_so(string filter, bool all) => Assert.Equal(all, VolumeFilter.OfPrune([filter], Find, TimeProvider.System).AsksForAll);

    [Theory]
    [InlineData("bogus=1", "\"bogus\" is an invalid volume filter")]
    [InlineData("name", "invalid filter \"name\"")]
    [InlineData("anonymous=x", "non-boolean value \"x\" for anonymous filter")]
    public void Refuses(string filter, string expected) => Assert.Equal(
        expected, Assert.Throws<EngineException>(() => VolumeFilter.OfList([filter], Find, _ => false, TimeProvider.System)).Message);

    [Fact]
    public void A_prune_knows_no_filter_by_name() =>
        Assert.Throws<EngineException>(() => VolumeFilter.OfPrune(["name=x"], Find, TimeProvider.System));

    private static VolumeRecord Find(string name) => All.Single(record => record.Config.Name == name);

    private static VolumeRecord Record(
        string name, int seconds, Dictionary<string, string>? labels = null, Dictionary<string, string>? options = null, bool anonymous = false) => new(
        new VolumeConfig
        {
            Name = name,
            Created = DateTimeOffset.UnixEpoch.AddSeconds(seconds),
            Labels = labels ?? [],
            Options = options ?? [],
            Anonymous = anonymous,
        },
        new VolumeState());
}
