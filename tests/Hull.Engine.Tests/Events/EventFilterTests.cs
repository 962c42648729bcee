using Hull.Core;
using Hull.Engine.Events;

namespace Hull.Engine.Tests.Events;

public sealed class EventFilterTests
{
    [Theory]
    [InlineData(true, "container=box")]
    [InlineData(true, "container=aaaa")]
    [InlineData(false, "container=bo")]
    [InlineData(false, "image=box")]
    [InlineData(true, "event=died")]
    [InlineData(true, "event=die")]
    [InlineData(true, "status=died")]
    [InlineData(false, "event=start")]
    [InlineData(true, "event=start", "event=died")]
    [InlineData(false, "event=sailed")]
    [InlineData(true, "type=container")]
    [InlineData(false, "type=image")]
    [InlineData(false, "type=ship")]
    [InlineData(true, "label=b")]
    [InlineData(true, "label=b=2")]
    [InlineData(false, "label=b=3")]
    [InlineData(true, "label=b=3", "label=z")]
    [InlineData(true, "container=box", "event=died", "label=b")]
    [InlineData(false, "container=box", "event=start")]
    [InlineData(true, "Container=box")]
    public void Values_of_a_name_are_alternatives_and_names_all_hold(bool passes, params string[] filters) =>
        Assert.Equal(passes, EventFilter.Parse(filters).Passes(SampleEvents.Died));

    [Fact]
    public void The_beginning_of_a_volumes_name_is_enough()
    {
        var volume = SampleEvents.Of(EventType.Volume, EventStatus.Create, name: "data-of-mine");
        Assert.True(EventFilter.Parse(["volume=data"]).Passes(volume));
        Assert.False(EventFilter.Parse(["volume=mine"]).Passes(volume));
        Assert.False(EventFilter.Parse(["container=data-of-mine"]).Passes(volume));
    }

    [Fact]
    public void A_network_is_known_by_its_name() => Assert.True(
        EventFilter.Parse(["network=n"]).Passes(SampleEvents.Of(EventType.Network, EventStatus.Connect, "c") with { Network = "n" }));

    [Theory]
    [InlineData("colour=blue", "colour is an invalid filter")]
    [InlineData("container", "invalid filter \"container\"")]
    public void What_is_no_filter_is_refused(string filter, string message)
    {
        var failure = Assert.Throws<EngineException>(() => EventFilter.Parse([filter]));
        Assert.Equal((ErrorKind.InvalidArgument, message), (failure.Kind, failure.Message));
    }
}
