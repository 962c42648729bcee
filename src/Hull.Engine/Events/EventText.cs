using System.Globalization;
using System.Text;

namespace Hull.Engine.Events;

/// <summary>An event as a person reads it, in Podman's form, without the time that stands before it.</summary>
public static class EventText
{
    private const int ShortId = 12;

    /// <summary>The text.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="whole">Whether ids are shown whole.</param>
    public static string Of(EngineEvent happened, bool whole)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var id = whole || happened.Id.Length <= ShortId ? happened.Id : happened.Id[..ShortId];
        var what = $"{EventWords.Of(happened.Type)} {EventWords.Of(happened.Status)}";
        return happened.Type switch
        {
            EventType.Container or EventType.Pod => $"{what} {id} {Details(happened)}",
            EventType.Network when happened.Id.Length > 0 => $"{what} {id} (container={id}, name={happened.Network})",
            EventType.Network => $"{what} {happened.Name}",
            EventType.Image or EventType.Artifact => $"{what} {id} {happened.Name}{(happened.Error.Length > 0 ? " " + happened.Error : "")}",
            EventType.Secret => $"{what} {id}",
            _ => happened.Name.Length > 0 ? $"{what} {happened.Name}" : what,
        };
    }

    private static string Details(EngineEvent happened)
    {
        var text = new StringBuilder($"(image={happened.Image}, name={happened.Name}");
        if (happened.PodId.Length > 0) text.Append(CultureInfo.InvariantCulture, $", pod_id={happened.PodId}");
        if (happened.HealthStatus.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $", health_status={happened.HealthStatus}");
            text.Append(CultureInfo.InvariantCulture, $", health_failing_streak={happened.HealthFailingStreak}, health_log={happened.HealthLog}");
        }
        foreach (var (name, value) in (happened.Attributes ?? new Dictionary<string, string>()).OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $", {name}={value}");
        return text.Append(')').ToString();
    }
}
