using Hull.Cli.Options.Values;
using Hull.Core;
using Hull.Engine.Health;

namespace Hull.Cli.Tests.Options.Values;

/// <summary>Values of the options of health checks.</summary>
public sealed class HealthTextTests
{
    [Theory]
    [InlineData("true", "CMD-SHELL|true")]
    [InlineData("curl -f http://localhost || exit 1", "CMD-SHELL|curl -f http://localhost || exit 1")]
    [InlineData("[\"curl\",\"-f\",\"x\"]", "CMD|curl|-f|x")]
    [InlineData("[\"true\"]", "CMD-SHELL|true")]
    [InlineData("[\"CMD\",\"a\",\"b c\"]", "CMD|a|b c")]
    [InlineData("[\"CMD-SHELL\",\"a b\"]", "CMD-SHELL|a b")]
    [InlineData("CMD a b", "CMD|a|b")]
    [InlineData("[ -f /ready ]", "CMD-SHELL|[ -f /ready ]")]
    [InlineData("none", "NONE")]
    [InlineData("NONE", "NONE")]
    public void Reads_commands(string text, string words) => Assert.Equal(words, string.Join('|', HealthText.ReadCommand(text)));

    [Theory]
    [InlineData("30s", 30_000_000_000)]
    [InlineData("1m", 60_000_000_000)]
    [InlineData("0", 0)]
    [InlineData("disable", 0)]
    public void Reads_intervals(string text, long nanoseconds) => Assert.Equal(nanoseconds, HealthText.ReadInterval(text, "x"));

    [Theory]
    [InlineData("interval", "soon", "invalid healthcheck-interval: time: invalid duration \"soon\"")]
    [InlineData("interval", "-1s", "healthcheck-interval must be 0 seconds or greater")]
    [InlineData("timeout", "999ms", "healthcheck-timeout must be at least 1 second")]
    [InlineData("command", "", "must define a healthcheck command for all healthchecks")]
    [InlineData("retries", "0", "healthcheck-retries must be greater than 0")]
    [InlineData("action", "pray", "invalid on-failure action for health check: \"pray\": must be none, kill, restart or stop")]
    [InlineData("destination", "/not/there", "HealthCheck Log '/not/there' destination error: no such file or directory")]
    [InlineData("destination", "/etc/passwd", "HealthCheck Log '/etc/passwd' destination must be directory")]
    public void Refuses(string what, string text, string message) => Assert.Equal(message, Assert.Throws<EngineException>(() =>
    {
        _ = what switch
        {
            "interval" => HealthText.ReadInterval(text, "healthcheck-interval"),
            "timeout" => HealthText.ReadTimeout(text, "healthcheck-timeout"),
            "command" => HealthText.ReadCommand(text).Count,
            "retries" => HealthText.ReadRetries(ulong.Parse(text, System.Globalization.CultureInfo.InvariantCulture)),
            "action" => (long)HealthText.ReadAction(text),
            _ => HealthText.ReadDestination(text).Length,
        };
    }).Message);

    [Theory]
    [InlineData("none", HealthAction.None)]
    [InlineData("kill", HealthAction.Kill)]
    [InlineData("restart", HealthAction.Restart)]
    [InlineData("stop", HealthAction.Stop)]
    public void Reads_actions(string text, HealthAction action) => Assert.Equal(action, HealthText.ReadAction(text));
}
