using Hull.Engine.Events;

namespace Hull.Engine.Tests.Events;

/// <summary>Events for tests.</summary>
internal static class SampleEvents
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    public static EngineEvent Died { get; } = new()
    {
        Type = EventType.Container,
        Status = EventStatus.Died,
        Time = Noon.AddTicks(12_300),
        Id = new string('a', 64),
        Name = "box",
        Image = "localhost/test/busybox:latest",
        ContainerExitCode = 3,
        OomKilled = true,
        Attributes = new Dictionary<string, string> { ["z"] = "<1>", ["b"] = "2" },
    };

    public static EngineEvent Of(EventType type, EventStatus status, string id = "", string name = "") =>
        new() { Type = type, Status = status, Id = id, Name = name, Time = Noon };
}
