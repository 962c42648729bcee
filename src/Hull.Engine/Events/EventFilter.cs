using Hull.Core;
using Hull.Engine.Containers.Listing;

namespace Hull.Engine.Events;

/// <summary>Which events are shown: Podman's filters. Values of one name are alternatives, different names all hold.</summary>
public sealed class EventFilter
{
    private readonly List<Func<EngineEvent, bool>> _conditions = [];

    private EventFilter()
    {
    }

    /// <summary>Lets everything pass.</summary>
    public static EventFilter Everything { get; } = new();

    /// <summary>Reads filters.</summary>
    /// <param name="texts">Each name=value.</param>
    /// <exception cref="EngineException">InvalidArgument: a filter is unknown or has no value.</exception>
    public static EventFilter Parse(IEnumerable<string> texts)
    {
        var filter = new EventFilter();
        foreach (var (name, values) in FilterTexts.Gather(texts)) filter._conditions.Add(Condition(name, values));
        return filter;
    }

    /// <summary>Whether an event passes.</summary>
    /// <param name="happened">The event.</param>
    public bool Passes(EngineEvent happened) => _conditions.TrueForAll(condition => condition(happened));

    private static Func<EngineEvent, bool> Condition(string name, IReadOnlyList<string> values)
    {
        Func<EngineEvent, string, bool> fits = name.ToLowerInvariant() switch
        {
            "container" => static (happened, value) => happened.Type == EventType.Container && IsNamed(happened, value),
            "image" => static (happened, value) => happened.Type == EventType.Image && IsNamed(happened, value),
            "pod" => static (happened, value) => happened.Type == EventType.Pod && IsNamed(happened, value),
            "artifact" => static (happened, value) => happened.Type == EventType.Artifact && IsNamed(happened, value),
            "secret" => static (happened, value) => happened.Type == EventType.Secret && IsNamed(happened, value),
            // A volume's name may be its id: the beginning of it is enough.
            "volume" => static (happened, value) => happened.Type == EventType.Volume && happened.Name.StartsWith(value, StringComparison.Ordinal),
            "network" => static (happened, value) => happened.Type == EventType.Network && (happened.Network == value || IsNamed(happened, value)),
            // A word that means nothing here is no mistake: a newer engine's event is asked for.
            "event" or "status" => static (happened, value) => EventWords.StatusOf(value) == happened.Status,
            "type" => static (happened, value) => EventWords.TypeOf(value) == happened.Type,
            "label" => static (happened, value) => LabelFilter.All([value], happened.Attributes),
            _ => throw new EngineException(ErrorKind.InvalidArgument, $"{name} is an invalid filter"),
        };
        return happened => values.Any(value => fits(happened, value));
    }

    private static bool IsNamed(EngineEvent happened, string value) =>
        happened.Name == value || (value.Length > 0 && happened.Id.StartsWith(value, StringComparison.Ordinal));
}
