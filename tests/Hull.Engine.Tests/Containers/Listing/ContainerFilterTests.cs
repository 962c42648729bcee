using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Containers.Listing;
using Hull.Oci.Runtime;

namespace Hull.Engine.Tests.Containers.Listing;

public sealed class ContainerFilterTests
{
    private static readonly ContainerRecord Old = Make("aa11", "web-1", 1, ContainerStatus.Exited, exitCode: 3);
    private static readonly ContainerRecord New = Make("bb22", "db", 2, ContainerStatus.Running);

    private static ContainerRecord Make(string id, string name, int hour, ContainerStatus status, int exitCode = 0) => new(
        new ContainerConfig
        {
            Id = id.PadRight(64, '0'),
            Name = name,
            Created = new DateTimeOffset(2026, 1, 1, hour, 0, 0, TimeSpan.Zero),
            ImageId = name == "db" ? new string('d', 64) : new string('e', 64),
            ImageName = name == "db" ? "docker.io/library/postgres:latest" : "localhost/site:v2",
            Spec = new ContainerSpec
            {
                Labels = new Dictionary<string, string> { ["app"] = name, ["com.example.tier"] = "back" },
                RestartPolicy = name == "db" ? "always" : null,
                Mounts = name == "db" ? [new RuntimeMount { Destination = "/data", Type = "bind", Source = "/srv" }] : null,
                Volumes = name == "db" ? null : [new NamedVolume { Name = "pages", Dest = "/pages" }],
            },
            Layers = [],
            Args = name == "db" ? ["postgres", "-D", "x"] : ["/bin/httpd"],
            Env = [],
            WorkDir = "/",
            StopSignal = 15,
            StopTimeout = 10,
            Capabilities = [],
            Runtime = "crun",
            CgroupManager = "cgroupfs",
            LogDriver = "none",
            LogPath = "",
        },
        new ContainerState { Status = status, ExitCode = exitCode });

    private static ContainerFilter Parse(params string[] texts) => ContainerFilter.Parse(
        texts,
        name => name == "web-1" ? Old : name == "db" ? New : throw new EngineException(ErrorKind.NotFound, "no such container"),
        TimeProvider.System);

    [Theory]
    [InlineData("web-1 db")]
    [InlineData("web-1", "id=aa")]
    [InlineData("web-1", "id=AA11")]
    [InlineData("db", "id=bb22")]
    [InlineData("web-1 db", "id=aa", "id=bb")]
    [InlineData("web-1", "id=^aa.*0$")]
    [InlineData("web-1", "name=web")]
    [InlineData("web-1", "name=/web-1")]
    [InlineData("db", "name=^d")]
    [InlineData("web-1 db", "name=db", "name=web")]
    [InlineData("db", "label=app=db")]
    [InlineData("web-1 db", "label=app")]
    [InlineData("web-1 db", "label=example*")]
    [InlineData("", "label=app=db", "label=app=web-1")]
    [InlineData("web-1", "label!=app=db")]
    [InlineData("", "label!=app")]
    [InlineData("db", "status=running")]
    [InlineData("web-1", "status=exited")]
    [InlineData("web-1", "status=stopped")]
    [InlineData("web-1 db", "status=exited", "status=running")]
    [InlineData("", "status=paused")]
    [InlineData("web-1", "exited=3")]
    [InlineData("", "exited=0")]
    [InlineData("db", "ancestor=postgres")]
    [InlineData("db", "ancestor=docker.io/library/postgres:latest")]
    [InlineData("db", "ancestor=dddd")]
    [InlineData("web-1", "ancestor=site:v2")]
    [InlineData("web-1", "before=db")]
    [InlineData("db", "since=web-1")]
    [InlineData("web-1", "until=2026-01-01T01:30:00Z")]
    [InlineData("db", "volume=/data")]
    [InlineData("db", "volume=/srv:/data")]
    [InlineData("", "volume=/srv:/other")]
    [InlineData("web-1", "volume=pages")]
    [InlineData("web-1", "volume=pages:/pages")]
    [InlineData("db", "restart-policy=always")]
    [InlineData("web-1", "restart-policy=no")]
    [InlineData("db", "command=postgres")]
    [InlineData("", "command=-D")]
    [InlineData("db", "name=d", "status=running", "label=app")]
    public void Chooses_containers(string expected, params string[] texts)
    {
        var filter = Parse(texts);
        Assert.Equal(expected, string.Join(' ', new[] { Old, New }.Where(filter.Passes).Select(record => record.Config.Name)));
    }

    [Theory]
    [InlineData("name", "invalid filter \"name\"")]
    [InlineData("wat=1", "wat is an invalid filter")]
    [InlineData("status=wat", "unknown container state: wat: invalid argument")]
    [InlineData("exited=x", "exited code out of range \"x\"")]
    [InlineData("before=nobody", "no such container")]
    [InlineData("until=x", "\"x\" is no moment")]
    [InlineData("pod=x", "filter pod is not supported yet: Hull has no such thing to filter by")]
    public void Refuses_other_filters(string text, string expected) => Assert.Equal(expected, Assert.Throws<EngineException>(() => Parse(text)).Message);

    [Fact]
    public void Refuses_patterns_that_are_none() =>
        Assert.StartsWith("filter value \"[\" is no regular expression", Assert.Throws<EngineException>(() => Parse("name=[")).Message);

    [Fact]
    public void Until_is_one_moment() =>
        Assert.Equal("specify exactly one timestamp for until", Assert.Throws<EngineException>(() => Parse("until=1h", "until=2h")).Message);

    [Fact]
    public void Knows_whether_a_state_was_asked_for()
    {
        Assert.True(Parse("status=running").AsksForState);
        Assert.False(Parse("name=x").AsksForState);
    }

    [Fact]
    public void A_pattern_that_backtracks_without_end_is_given_up()
    {
        var pattern = NamePattern.Parse("^(a+)+$");
        Assert.Contains("takes too long", Assert.Throws<EngineException>(() => pattern.Matches(new string('a', 60) + "!")).Message);
    }

    [Fact]
    public void Describes_containers_in_words()
    {
        var now = new DateTimeOffset(2026, 1, 1, 3, 0, 0, TimeSpan.Zero);
        var listed = ListContainers.Describe(Old, now);
        Assert.Equal(("2 hours ago", true, 3, "exited"), (listed.CreatedAt, listed.Exited, listed.ExitCode, listed.State));
        Assert.Equal(["/pages"], listed.Mounts);
        Assert.Equal(-62135596800, listed.StartedAt);
        Assert.Equal("Exited (3) 5 minutes ago", ListContainers.StatusText(new ContainerState { Status = ContainerStatus.Exited, ExitCode = 3, Finished = now.AddMinutes(-5) }, now));
        Assert.Equal("Up 3 seconds", ListContainers.StatusText(new ContainerState { Status = ContainerStatus.Running, Started = now.AddSeconds(-3) }, now));
        Assert.Equal("Created", ListContainers.StatusText(new ContainerState { Status = ContainerStatus.Configured }, now));
        Assert.Equal("Paused", ListContainers.StatusText(new ContainerState { Status = ContainerStatus.Paused }, now));
    }

    [Fact]
    public void Reads_the_namespaces_of_a_process()
    {
        var self = Old with { State = new ContainerState { Status = ContainerStatus.Running, Pid = Environment.ProcessId } };
        var listed = ListContainers.Describe(self, DateTimeOffset.UnixEpoch, namespaces: true);
        Assert.True(ulong.TryParse(listed.Namespaces.Pidns, out _), listed.Namespaces.Pidns);
        Assert.Null(ListContainers.Describe(self with { State = new ContainerState { Pid = int.MaxValue } }, DateTimeOffset.UnixEpoch, namespaces: true).Namespaces.Net);
    }
}
