using Hull.Core;
using Hull.Engine.Containers;

namespace Hull.Engine.Tests.Containers;

public sealed class LogTagTests
{
    private static readonly ContainerConfig Config = SampleContainers.Config(new string('a', 64), "box", DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("{{.Name}}", "box")]
    [InlineData("x-{{ .Name }}-{{.ImageName}}", "x-box-localhost/test/busybox:latest")]
    [InlineData("{{.ID}}", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Fields_are_filled_in(string text, string expected)
    {
        LogTag.Check(text);
        Assert.Equal(expected, LogTag.For(text, Config));
    }

    [Fact]
    public void An_unknown_field_is_refused() => Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => LogTag.Check("{{.State}}")).Kind);
}
