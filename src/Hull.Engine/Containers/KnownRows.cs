using System.Collections.Concurrent;
using System.Text.Json;
using Hull.Core;

namespace Hull.Engine.Containers;

/// <summary>
/// Rows of the container table as objects. What this process has written itself is kept beside its text: a row that is read with the very
/// same text need not be parsed, which spares `run` the parser altogether.
/// </summary>
internal sealed class KnownRows
{
    private readonly ConcurrentDictionary<string, (string Text, ContainerConfig Value)> _configs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Text, ContainerState Value)> _states = new(StringComparer.Ordinal);

    /// <summary>The text of a decision, which is remembered.</summary>
    public string Write(ContainerConfig config)
    {
        var text = JsonSerializer.Serialize(config, SpecWriting.Default.ContainerConfig);
        _configs[config.Id] = (text, config);
        return text;
    }

    /// <summary>The text of an observation, which is remembered.</summary>
    public string Write(string id, ContainerState state)
    {
        var text = JsonSerializer.Serialize(state, SpecWriting.Default.ContainerState);
        _states[id] = (text, state);
        return text;
    }

    /// <summary>Forgets a container that is gone.</summary>
    public void Forget(string id)
    {
        _configs.TryRemove(id, out _);
        _states.TryRemove(id, out _);
    }

    /// <summary>A row's decision.</summary>
    /// <exception cref="EngineException">Corrupt: not what this engine writes.</exception>
    public ContainerConfig Config(string id, string text) =>
        _configs.TryGetValue(id, out var known) && known.Text == text
            ? known.Value
            : Parsed(id, () => JsonSerializer.Deserialize(text, SpecJson.Default.ContainerConfig));

    /// <summary>A row's observation.</summary>
    /// <exception cref="EngineException">Corrupt: not what this engine writes.</exception>
    public ContainerState State(string id, string text) =>
        _states.TryGetValue(id, out var known) && known.Text == text
            ? known.Value
            : Parsed(id, () => JsonSerializer.Deserialize(text, SpecJson.Default.ContainerState));

    private static T Parsed<T>(string id, Func<T?> parse)
        where T : class
    {
        try
        {
            return parse() ?? throw new EngineException(ErrorKind.Corrupt, $"reading the row of container {id}: it is empty");
        }
        catch (JsonException e)
        {
            throw new EngineException(ErrorKind.Corrupt, $"reading the row of container {id}: {e.Message}", inner: e);
        }
    }
}
