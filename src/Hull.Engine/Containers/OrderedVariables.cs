using Hull.Core;

namespace Hull.Engine.Containers;

/// <summary>Environment variables in the order in which they first came; setting one again changes its value, not its place.</summary>
internal sealed class OrderedVariables
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Whether it is set.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>Its value; null where it is not set.</summary>
    public string? Get(string name) => _values.GetValueOrDefault(name);

    /// <summary>Sets a variable.</summary>
    public void Set(string name, string value)
    {
        if (!_values.ContainsKey(name)) _names.Add(name);
        _values[name] = value;
    }

    /// <summary>Sets the variable of a line NAME=VALUE; a name alone sets the empty string.</summary>
    /// <param name="line">The line.</param>
    /// <param name="source">Where it comes from, for the message.</param>
    /// <exception cref="EngineException">InvalidArgument: there is no name.</exception>
    public void SetLine(string line, string source)
    {
        var end = line.IndexOf('=', StringComparison.Ordinal);
        if (end == 0 || line.Length == 0 || line.Contains('\0', StringComparison.Ordinal))
            throw new EngineException(ErrorKind.InvalidArgument, $"{source}: invalid environment variable: \"{line}\"");
        if (end < 0) Set(line, "");
        else Set(line[..end], line[(end + 1)..]);
    }

    /// <summary>Removes a variable.</summary>
    public void Remove(string name)
    {
        if (_values.Remove(name)) _names.Remove(name);
    }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        _names.Clear();
        _values.Clear();
    }

    /// <summary>NAME=VALUE each.</summary>
    public List<string> ToLines()
    {
        var lines = new List<string>(_names.Count);
        foreach (var name in _names) lines.Add($"{name}={_values[name]}");
        return lines;
    }
}
