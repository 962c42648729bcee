using System.Text;

namespace Hull.Images.Tests.Registry;

/// <summary>A request as the fake registry saw it.</summary>
internal sealed record FakeRequest
{
    public required string Method { get; init; }

    /// <summary>Path and query.</summary>
    public required string Target { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    public string Path => Target.Split('?')[0];

    public string? this[string header] => Headers.GetValueOrDefault(header);

    /// <summary>The user and password of HTTP Basic, or null.</summary>
    public string? BasicUser =>
        this["Authorization"] is { } value && value.StartsWith("Basic ", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Convert.FromBase64String(value[6..])) : null;

    /// <summary>A parameter of the query, unescaped, or null.</summary>
    public string? Query(string name) => Target.Split('?').ElementAtOrDefault(1)?.Split('&').Select(pair => pair.Split('=', 2))
        .Where(pair => pair[0] == name).Select(pair => Uri.UnescapeDataString(pair[1])).FirstOrDefault();
}
