using System.Text.Json;
using Hull.Engine.Containers.Checkpoints;

namespace Hull.Cli.Output;

/// <summary>What checkpoints and restores took, in the JSON of podman-container-checkpoint(1); microseconds and pages.</summary>
internal static class CheckpointStatistics
{
    /// <summary>The JSON.</summary>
    /// <param name="verb">checkpoint or restore.</param>
    /// <param name="all">How long the command took.</param>
    /// <param name="reports">One a container.</param>
    public static string Write(string verb, TimeSpan all, IReadOnlyList<CheckpointReport> reports)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber($"podman_{verb}_duration", Microseconds(all));
            writer.WriteStartArray("container_statistics");
            foreach (var report in reports)
            {
                writer.WriteStartObject();
                writer.WriteString("Id", report.Id);
                writer.WriteNumber($"runtime_{verb}_duration", Microseconds(report.RuntimeDuration));
                writer.WriteStartObject("criu_statistics");
                foreach (var (name, value) in report.Criu) writer.WriteNumber(name, value);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.ToArray());
        return new GoJson(4, escapeHtml: true).Write(document.RootElement);
    }

    private static long Microseconds(TimeSpan time) => (long)time.TotalMicroseconds;
}
