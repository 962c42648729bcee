namespace Hull.Engine.Containers.Listing;

/// <summary>A filter by id: hexadecimal digits are the beginning of an id, anything else is a regular expression.</summary>
public sealed class IdFilter
{
    private readonly string _beginning;
    private readonly NamePattern? _pattern;

    private IdFilter(string beginning, NamePattern? pattern)
    {
        _beginning = beginning;
        _pattern = pattern;
    }

    /// <summary>Reads a filter.</summary>
    /// <param name="text">The filter's value.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: it is neither digits nor a regular expression.</exception>
    public static IdFilter Parse(string text) =>
        text.All(char.IsAsciiHexDigit) ? new IdFilter(text.ToLowerInvariant(), null) : new IdFilter("", NamePattern.Parse(text));

    /// <summary>Whether an id passes.</summary>
    /// <param name="id">The whole id.</param>
    public bool Matches(string id) => _pattern?.Matches(id) ?? id.StartsWith(_beginning, StringComparison.Ordinal);
}
