using Hull.Images.Registry;

namespace Hull.Engine.Registries;

/// <summary>What a caller says of how registries are reached, the same for every verb.</summary>
public sealed record RegistryOptions
{
    /// <summary>Whether certificates must be right; false also allows plain HTTP; null leaves it to registries.conf.</summary>
    public bool? TlsVerify { get; init; }

    /// <summary>A directory of certificates; null looks into certs.d.</summary>
    public string? CertDirectory { get; init; }

    /// <summary>The file of credentials; null looks into the usual ones.</summary>
    public string? AuthFile { get; init; }

    /// <summary>The file that `login` and `logout` change in place of the usual one, in the form of Docker's; it is not looked into by others.</summary>
    public string? CompatAuthFile { get; init; }

    /// <summary>Credentials; they go before all files.</summary>
    public RegistryCredentials? Credentials { get; init; }

    /// <summary>How often what failed in passing is tried again; null is 3.</summary>
    public int? Retries { get; init; }

    /// <summary>The pause before the first time; null is half a second, doubled each time.</summary>
    public TimeSpan? RetryDelay { get; init; }
}
