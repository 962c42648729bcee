using System.Text;
using Hull.Engine.Events;

namespace Hull.Engine.Tests.Events;

public sealed class EventLineTests
{
    [Fact]
    public void A_line_has_podmans_form_and_order() => Assert.Equal(
        "{\"ContainerExitCode\":3,\"ID\":\"" + new string('a', 64) + "\",\"Image\":\"localhost/test/busybox:latest\",\"Name\":\"box\",\"Status\":\"died\","
            + "\"Time\":\"2026-11-30T12:00:00.00123Z\",\"Type\":\"container\",\"oom_killed\":true,\"Attributes\":{\"z\":\"<1>\",\"b\":\"2\"}}\n",
        Text(SampleEvents.Died));

    [Fact]
    public void What_an_event_has_not_is_left_out() => Assert.Equal(
        "{\"Status\":\"refresh\",\"Time\":\"2026-11-30T12:00:00Z\",\"Type\":\"system\",\"Attributes\":null}\n",
        Text(SampleEvents.Of(EventType.System, EventStatus.Refresh)));

    [Fact]
    public void A_line_reads_back()
    {
        var read = EventLine.Read(EventLine.Write(SampleEvents.Died))!;
        Assert.Equal(SampleEvents.Died.Attributes!.OrderBy(pair => pair.Key), read.Attributes!.OrderBy(pair => pair.Key));
        Assert.Equal(SampleEvents.Died with { Attributes = null }, read with { Attributes = null });
        var checkedHealth = SampleEvents.Of(EventType.Container, EventStatus.HealthStatus) with { HealthStatus = "unhealthy", HealthLog = "no", HealthFailingStreak = 2, PodId = "p" };
        Assert.Equal(checkedHealth, EventLine.Read(EventLine.Write(checkedHealth)));
    }

    [Fact]
    public void Podmans_own_lines_are_read()
    {
        const string line = """{"Name":"busybox","Status":"pull","Time":"2022-04-06T11:26:42.723667951+02:00","Type":"image","Attributes":null}""";
        var read = EventLine.Read(Encoding.UTF8.GetBytes(line))!;
        Assert.Equal((EventType.Image, EventStatus.Pull, "busybox"), (read.Type, read.Status, read.Name));
        Assert.Equal(new DateTimeOffset(2022, 4, 6, 9, 26, 42, TimeSpan.Zero), new DateTimeOffset(read.Time.Ticks - (read.Time.Ticks % TimeSpan.TicksPerSecond), read.Time.Offset));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("{}")]
    [InlineData("{\"Status\":\"start\",\"Type\":\"container\"}")]
    [InlineData("{\"Status\":\"start\",\"Type\":\"ship\",\"Time\":\"2026-11-30T12:00:00Z\"}")]
    [InlineData("{\"Status\":\"sailed\",\"Type\":\"container\",\"Time\":\"2026-11-30T12:00:00Z\"}")]
    [InlineData("{\"Status\":\"start\",\"Type\":\"container\",\"Time\":\"noon\"}")]
    [InlineData("{\"Status\":\"start\",\"Type\":\"container\",\"Time\":\"2026-11-30T12:00:00Z\"")]
    public void What_is_no_event_is_none(string line) => Assert.Null(EventLine.Read(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void Every_word_means_what_it_stands_for()
    {
        Assert.All(Enum.GetValues<EventStatus>(), status => Assert.Equal(status, EventWords.StatusOf(EventWords.Of(status))));
        Assert.All(Enum.GetValues<EventType>(), type => Assert.Equal(type, EventWords.TypeOf(EventWords.Of(type))));
        Assert.Equal(EventStatus.Died, EventWords.StatusOf("die"));
    }

    private static string Text(EngineEvent happened) => Encoding.UTF8.GetString(EventLine.Write(happened).Span);
}
