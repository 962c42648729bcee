using System.Text.Json;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>ps: columns, filters, orders and formats.</summary>
public sealed class PsTests(EngineBed bed) : EngineTest(bed)
{
    [Fact]
    public void The_table_has_podmans_columns()
    {
        var engine = Three();
        var lines = engine.Run("ps", "-a").Lines;
        Assert.Matches(@"^CONTAINER ID  IMAGE +COMMAND +CREATED +STATUS +PORTS +NAMES$", lines[0]);
        Assert.Equal(4, lines.Length);
        var up = lines.Single(line => line.TrimEnd().EndsWith(" up", StringComparison.Ordinal));
        Assert.Matches(@"^[0-9a-f]{12}  localhost/test/busybox:latest  sleep 100 +(\d+ seconds?|Less than a second) ago +Up (\d+ seconds?|Less than a second)( ago)? +up$", up.TrimEnd());
        Assert.Matches(@"  true +.* ago +Created +new$", Row(lines, "new"));
        Assert.Matches(@"  sh -c exit 3 +.* ago +Exited \(3\) (\d+ seconds?|Less than a second) ago +gone$", Row(lines, "gone"));
    }

    [Fact]
    public void Only_running_ones_are_listed_unasked()
    {
        var engine = Three();
        Assert.Equal("up", engine.Ok("ps", "--format", "{{.Names}}"));
        Assert.Equal(3, engine.Run("ps", "--all", "--format", "{{.Names}}").Lines.Length);
    }

    [Fact]
    public void Ids_come_short_or_whole()
    {
        var engine = Three();
        Assert.Matches("^[0-9a-f]{12}$", engine.Ok("ps", "-q"));
        Assert.Matches("^[0-9a-f]{64}$", engine.Ok("ps", "-q", "--no-trunc"));
        Assert.Matches("^[0-9a-f]{64}$", engine.Ok("ps", "--no-trunc", "--format", "{{.ID}}"));
    }

    [Theory]
    [InlineData("name=up", "up")]
    [InlineData("name=^n", "new")]
    [InlineData("status=exited", "gone")]
    [InlineData("status=created", "new")]
    [InlineData("status=running", "up")]
    [InlineData("exited=3", "gone")]
    [InlineData("label=kind", "gone,up")]
    [InlineData("label=kind=one", "up")]
    [InlineData("ancestor=" + Image, "gone,new,up")]
    [InlineData("ancestor=localhost/test/config", "")]
    [InlineData("before=gone", "new,up")]
    [InlineData("since=up", "gone,new")]
    public void Filters(string filter, string expected)
    {
        var lines = Three().Run("ps", "-a", "--filter", filter, "--format", "{{.Names}}");
        lines.Ok();
        Assert.Equal(expected, string.Join(',', lines.Lines.Order()));
    }

    [Fact]
    public void A_filter_that_is_not_known_is_refused() => Failure.Says(Open("crun").Run("ps", "--filter", "colour=blue"), 125, "colour");

    [Theory]
    [InlineData("names", "gone,new,up")]
    [InlineData("created", "up,new,gone")]
    [InlineData("command", "gone,up,new")]
    public void Sorts(string key, string expected) =>
        Assert.Equal(expected, string.Join(',', Three().Run("ps", "-a", "--sort", key, "--format", "{{.Names}}").Lines));

    [Fact]
    public void The_last_ones_can_be_asked_for()
    {
        var engine = Three();
        Assert.Equal("gone", engine.Ok("ps", "-l", "--format", "{{.Names}}"));
        Assert.Equal(["gone", "new"], engine.Run("ps", "-n", "2", "--format", "{{.Names}}").Lines.Order());
    }

    [Fact]
    public void A_format_may_be_a_table_with_a_heading_or_without()
    {
        var engine = Three();
        Assert.Equal("NAMES       COMMAND\nup          sleep 100", Untrailed(engine.Ok("ps", "--format", "table {{.Names}}\t{{.Command}}")));
        Assert.Equal("up          sleep 100", Untrailed(engine.Ok("ps", "--noheading", "--format", "table {{.Names}}\t{{.Command}}")));
        Assert.Equal("up sleep 100", engine.Ok("ps", "--format", "{{.Names}} {{.Command}}"));
    }

    [Theory]
    [InlineData("{{.Image}}", Image)]
    [InlineData("{{.Command}}", "sleep 100")]
    [InlineData("{{.Labels.kind}}", "one")]
    [InlineData("{{slice .Status 0 2}}", "Up")]
    [InlineData("{{.Exited}}", "false")]
    [InlineData("{{.Pod}}|{{.Ports}}|{{.IsInfra}}", "||false")]
    public void Fields_of_a_format(string format, string expected) => Assert.Equal(expected, Three().Ok("ps", "--format", format));

    [Fact]
    public void Labels_are_one_line()
    {
        NotInPodman("4.3 prints Go's map");
        var engine = Three();
        Assert.Equal("kind=one", engine.Ok("ps", "--format", "{{.Labels}}"));
        Assert.Equal("\"kind=one\"", engine.Ok("ps", "--format", "{{json .Labels}}"));
        Assert.Equal("one", engine.Ok("ps", "--format", "{{.Label \"kind\"}}"));
    }

    [Fact]
    public void Json_is_an_array_with_podmans_keys()
    {
        using var document = JsonDocument.Parse(Three().Ok("ps", "-a", "--format", "json"));
        Assert.Equal(3, document.RootElement.GetArrayLength());
        string[] wanted =
        [
            "AutoRemove", "Command", "CreatedAt", "Exited", "ExitedAt", "ExitCode", "Id", "Image", "ImageID", "IsInfra", "Labels", "Mounts",
            "Names", "Namespaces", "Networks", "Pid", "Pod", "PodName", "Ports", "Size", "StartedAt", "State", "Status", "Created",
        ];
        foreach (var one in document.RootElement.EnumerateArray())
        {
            Assert.Empty(wanted.Except(one.EnumerateObject().Select(property => property.Name)));
            Assert.Equal(JsonValueKind.Array, one.GetProperty("Names").ValueKind);
            Assert.Equal(JsonValueKind.Array, one.GetProperty("Command").ValueKind);
            Assert.Equal(JsonValueKind.Number, one.GetProperty("Created").ValueKind);
        }
    }

    [Fact]
    public void An_empty_table_has_its_heading_only()
    {
        var engine = Open("crun");
        Assert.Single(engine.Run("ps", "-a").Lines);
        Assert.Equal("", engine.Ok("ps", "-a", "--format", "{{.Names}}"));
        Assert.Equal("[]", engine.Ok("ps", "-a", "--format", "json"));
    }

    [Theory]
    [InlineData("ls")]
    [InlineData("list")]
    [InlineData("ps")]
    public void The_group_container_has_the_same_command(string word) =>
        Assert.Equal("up", Three().Ok("container", word, "--format", "{{.Names}}"));

    private static string Row(string[] lines, string name) =>
        lines.Single(line => line.TrimEnd().EndsWith(" " + name, StringComparison.Ordinal)).TrimEnd();

    private static string Untrailed(string text) => string.Join('\n', text.Split('\n').Select(line => line.TrimEnd()));

    // up runs, new was never started, gone has ended with 3; made in this order.
    private TestedEngine Three()
    {
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "up", "--label", "kind=one", "--network", "none", Image, "sleep", "100");
        engine.Ok("create", "--name", "new", "--network", "none", Image, "true");
        Assert.Equal(3, engine.Run("run", "--name", "gone", "--label", "kind=two", "--network", "none", Image, "sh", "-c", "exit 3").Code);
        return engine;
    }
}
