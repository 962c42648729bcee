using System.Text.Json;
using Hull.Engine.Containers.Inspect;
using Hull.Engine.Inspect;
using Hull.Engine.Systemwide;
using Hull.Templates;

namespace Hull.Cli.Tests.Output;

/// <summary>Go templates over the engine's JSON see Podman's structs: its field names, its times and pointers, its errors for what is no field.</summary>
public sealed class InspectShapeTests
{
    private static readonly JsonNaming Naming = new() { TypeName = GoNames.TypeName, FieldName = GoNames.FieldName };

    private const string Container = """
        {"Id":"0123","Created":"2026-01-02T03:04:05.678Z","Image":"fedc","Name":"one","Args":["a","b"],"SizeRootFs":7,
         "State":{"Status":"running","Running":true,"Pid":42,"ExitCode":0,"StartedAt":"2026-01-02T03:04:06Z","FinishedAt":"0001-01-01T00:00:00Z"},
         "Mounts":[{"Type":"bind","Source":"/s","Destination":"/d","RW":true,"Options":["rbind"]}],
         "NetworkSettings":{"IPAddress":"10.88.0.2","Ports":{"80/tcp":[{"HostIp":"","HostPort":"8080"}]}},
         "Config":{"Env":["A=1","B=2"],"Labels":{"x":"y"},"Domainname":"","sdNotifyMode":"ignore","Entrypoint":null,"StopSignal":"SIGTERM"},
         "HostConfig":{"Memory":67108864,"MemorySwappiness":null,"Binds":["/s:/d"],"RestartPolicy":{"Name":"no","MaximumRetryCount":0}}}
        """;

    [Theory]
    [InlineData("{{.ID}} {{.Name}} {{.State.Running}} {{.State.Pid}}", "0123 one true 42")]
    [InlineData("{{.Created}}", "2026-01-02 03:04:05.678 +0000 UTC")]
    [InlineData("{{.State.FinishedAt}}", "0001-01-01 00:00:00 +0000 UTC")]
    [InlineData("{{.State.FinishedAt.IsZero}} {{.State.StartedAt.Unix}}", "true 1767323046")]
    [InlineData("{{.Config.Labels.x}} {{index .Config.Labels \"x\"}} {{.Config.Env}}", "y y [A=1 B=2]")]
    [InlineData("{{range .Mounts}}{{.Source}}:{{.Destination}} {{.RW}}{{end}}", "/s:/d true")]
    [InlineData("{{range $p, $b := .NetworkSettings.Ports}}{{$p}}={{(index $b 0).HostPort}}{{(index $b 0).HostIP}}{{end}}", "80/tcp=8080")]
    [InlineData("{{.NetworkSettings.IPAddress}} {{.HostConfig.Memory}} {{.HostConfig.RestartPolicy.Name}}", "10.88.0.2 67108864 no")]
    [InlineData("{{.Config.SdNotifyMode}} {{.Config.Entrypoint}} {{len .Args}}", "ignore [] 2")]
    [InlineData("{{if .State.Health}}checked{{else}}unchecked{{end}}", "unchecked")]
    [InlineData("{{json .Config.Labels}} {{json .State.StartedAt}}", "{\"x\":\"y\"} \"2026-01-02T03:04:06Z\"")]
    public void Containers_are_structs_with_podmans_names(string template, string expected) => Assert.Equal(expected, Run(template));

    [Theory]
    [InlineData("{{.Nope}}", "Nope")]
    [InlineData("{{.State.Nope}}", "define.InspectContainerState")]
    [InlineData("{{.State.Health.Status}}", "nil pointer")]
    public void What_is_no_field_is_an_error(string template, string part)
    {
        var error = Assert.ThrowsAny<Exception>(() => Run(template));
        Assert.Contains(part, error.Message);
    }

    [Fact]
    public void Info_has_gos_names()
    {
        const string Info = """{"host":{"os":"linux","cpus":2,"cgroupVersion":"v1","ociRuntime":{"name":"runc"},"security":{"rootless":false}},"store":{"graphRoot":"/r"},"version":{"Version":"1"}}""";
        var value = TemplateValue.FromJson(JsonSerializer.Deserialize<JsonElement>(Info), JsonShape.From(EngineInfo.JsonType, Naming));
        Assert.Equal(
            "linux 2 v1 runc false /r 1",
            Template.Parse("info", "{{.Host.OS}} {{.Host.CPUs}} {{.Host.CgroupsVersion}} {{.Host.OCIRuntime.Name}} {{.Host.Security.Rootless}} {{.Store.GraphRoot}} {{.Version.Version}}").Execute(value));
    }

    private static string Run(string template) => Template.Parse("inspect", template).Execute(
        TemplateValue.Pointer(TemplateValue.FromJson(JsonSerializer.Deserialize<JsonElement>(Container), JsonShape.From(InspectedContainer.JsonType, Naming))));
}
