namespace Hull.Engine.Secrets;

/// <summary>ASKED: what a new secret should be.</summary>
public sealed record NewSecret
{
    /// <summary>The name: 1 to 253 characters without '=', '/', ',' and NUL.</summary>
    public required string Name { get; init; }

    /// <summary>What it keeps secret: 1 to 511,999 bytes.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Who keeps the data: file.</summary>
    public string Driver { get; init; } = "file";

    /// <summary>The driver's options.</summary>
    public IReadOnlyDictionary<string, string> DriverOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>The labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether one of the same name gives way.</summary>
    public bool Replace { get; init; }

    /// <summary>Whether one of the same name is taken instead.</summary>
    public bool Ignore { get; init; }
}
