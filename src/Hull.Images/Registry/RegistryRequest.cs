namespace Hull.Images.Registry;

/// <summary>A request to a registry, so that it can be sent again.</summary>
internal sealed record RegistryRequest
{
    /// <summary>The method.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The path and query below the registry's root, or an absolute address that the registry gave (an upload's).</summary>
    public required string Target { get; init; }

    /// <summary>What is being done, for messages.</summary>
    public required string What { get; init; }

    /// <summary>The scopes of the token that it needs: "repository:library/alpine:pull".</summary>
    public required string Scope { get; init; }

    /// <summary>The media types that are understood.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>The first byte wanted of a blob; 0 is all.</summary>
    public long From { get; init; }

    /// <summary>Makes the body anew for each attempt; null where there is none.</summary>
    public Func<HttpContent>? Content { get; init; }

    /// <summary>Whether a failure may be answered by sending it again: false for what streams a body that cannot be read twice.</summary>
    public bool Repeatable { get; init; } = true;
}
