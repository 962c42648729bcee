using Hull.Engine.Events;

namespace Hull.Engine.Tests.Events;

public sealed class EventTextTests
{
    [Fact]
    public void A_containers_event_names_image_name_and_labels()
    {
        var id = new string('a', 64);
        Assert.Equal($"container died {id} (image=localhost/test/busybox:latest, name=box, b=2, z=<1>)", EventText.Of(SampleEvents.Died, whole: true));
        Assert.StartsWith("container died aaaaaaaaaaaa (", EventText.Of(SampleEvents.Died, whole: false), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EventType.Image, EventStatus.Pull, "id", "busybox", "image pull id busybox")]
    [InlineData(EventType.Image, EventStatus.PullError, "", "busybox", "image pull-error  busybox")]
    [InlineData(EventType.Volume, EventStatus.Create, "", "v", "volume create v")]
    [InlineData(EventType.Network, EventStatus.Create, "", "n", "network create n")]
    [InlineData(EventType.System, EventStatus.Refresh, "", "", "system refresh")]
    [InlineData(EventType.System, EventStatus.Rotate, "", "/f", "system log-rotation /f")]
    [InlineData(EventType.Secret, EventStatus.Remove, "s", "n", "secret remove s")]
    public void Other_events_have_podmans_form(EventType type, EventStatus status, string id, string name, string expected) =>
        Assert.Equal(expected, EventText.Of(SampleEvents.Of(type, status, id, name), whole: true));

    [Fact]
    public void A_connection_names_both_sides() => Assert.Equal(
        "network connect c (container=c, name=n)", EventText.Of(SampleEvents.Of(EventType.Network, EventStatus.Connect, "c") with { Network = "n" }, whole: true));

    [Fact]
    public void A_check_tells_how_it_went() => Assert.Equal(
        "container health_status c (image=, name=n, health_status=unhealthy, health_failing_streak=2, health_log=no)",
        EventText.Of(
            SampleEvents.Of(EventType.Container, EventStatus.HealthStatus, "c", "n") with { HealthStatus = "unhealthy", HealthFailingStreak = 2, HealthLog = "no" }, whole: true));

    [Fact]
    public void A_failure_says_why() => Assert.Equal(
        "image pull-error  x refused", EventText.Of(SampleEvents.Of(EventType.Image, EventStatus.PullError, "", "x") with { Error = "refused" }, whole: true));
}
