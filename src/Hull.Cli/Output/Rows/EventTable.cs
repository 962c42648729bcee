using Hull.Engine.Events;
using Hull.Templates;

namespace Hull.Cli.Output.Rows;

/// <summary>What templates of events see; as JSON it has the time in numbers, as Docker has it too.</summary>
internal static class EventTable
{
    private const long NanosecondsOfTick = 100;

    /// <summary>An event as templates see it.</summary>
    public static TemplateObject<EngineEvent> Rows { get; } = TemplateObject.For<EngineEvent>("system.Event")
        .Field("ContainerExitCode", static row => row.ContainerExitCode is { } code ? TemplateValue.Pointer(code) : TemplateValue.NilPointer(GoType.Int), omitEmpty: true)
        .Field("ID", static row => row.Id, omitEmpty: true)
        .Field("Image", static row => row.Image, omitEmpty: true)
        .Field("Name", static row => row.Name, omitEmpty: true)
        .Field("Network", static row => row.Network, "network", omitEmpty: true)
        .Field("Status", static row => EventWords.Of(row.Status))
        .Field("UnixTime", static row => row.Time.ToUnixTimeSeconds(), "time", omitEmpty: true)
        .Field("TimeNano", static row => (row.Time - DateTimeOffset.UnixEpoch).Ticks * NanosecondsOfTick, "timeNano", omitEmpty: true)
        .Field("Type", static row => EventWords.Of(row.Type))
        .Field("HealthStatus", static row => row.HealthStatus, "health_status", omitEmpty: true)
        .Field("HealthLog", static row => row.HealthLog, "health_log", omitEmpty: true)
        .Field("HealthFailingStreak", static row => row.HealthFailingStreak, "health_failing_streak", omitEmpty: true)
        .Field("Error", static row => row.Error, omitEmpty: true)
        .Field("OOMKilled", static row => row.OomKilled == true, "oom_killed", omitEmpty: true)
        .Field("PodID", static row => row.PodId, omitEmpty: true)
        .Field("ContainerInspectData", static row => row.ContainerInspectData, omitEmpty: true)
        .Field("Attributes", static row => TemplateValue.Map(row.Attributes))
        .Method("Time", static row => TemplateText.Of(row.Time));
}
