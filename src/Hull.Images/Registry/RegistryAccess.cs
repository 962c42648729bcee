using System.Diagnostics.CodeAnalysis;

namespace Hull.Images.Registry;

/// <summary>How registries are reached: the caller's options and the configuration's rules, read once.</summary>
public sealed record RegistryAccess
{
    /// <summary>Whether certificates must be right, as the caller says; null leaves it to the rules. False also allows plain HTTP.</summary>
    public bool? TlsVerify { get; init; }

    /// <summary>A directory of certificates for this one operation (--cert-dir), in place of certs.d.</summary>
    public string? CertDirectory { get; init; }

    /// <summary>Directories that hold HOST[:PORT]/*.crt, *.cert and *.key (containers-certs.d(5)), the first that has the host counts.</summary>
    public IReadOnlyList<string> CertRoots { get; init; } = ["/etc/containers/certs.d", "/etc/docker/certs.d"];

    /// <summary>What the caller named (--creds); goes before all files.</summary>
    public RegistryCredentials? Credentials { get; init; }

    /// <summary>Credentials from files and helpers for "host[:port]/path"; null answers stand for nobody.</summary>
    [SuppressMessage("Naming", "CA1721", Justification = "A function, not the value.")]
    public Func<string, RegistryCredentials?> FindCredentials { get; init; } = static _ => null;

    /// <summary>The tables of registries.conf.</summary>
    public IReadOnlyList<RegistryRule> Rules { get; init; } = [];

    /// <summary>How often a request or download is tried again after a failure that may pass.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The pause before the first of them, doubled for each next; null is half a second.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>How long a server may say nothing before the connection counts as broken.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest pause that a server may ask for with Retry-After.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many layers are moved at a time.</summary>
    public int Parallelism { get; init; } = 6;

    /// <summary>What requests say of who sends them.</summary>
    public string UserAgent { get; init; } = "hull";

    /// <summary>Where time comes from.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
