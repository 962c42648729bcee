using Hull.Linux;

namespace Hull.Engine.Configuration;

/// <summary>What of the process and the host decides which files are read: replaceable in tests.</summary>
internal sealed record HostEnvironment
{
    /// <summary>The effective user id.</summary>
    public required uint UserId { get; init; }

    /// <summary>Whether the caller is an ordinary user, be it inside a user namespace already.</summary>
    public required bool Rootless { get; init; }

    /// <summary>Reads an environment variable; null where it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Put before /etc, /usr and every built-in path; empty on a real host.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The facts of the running process.</summary>
    public static HostEnvironment OfThisProcess() => new()
    {
        UserId = HostKernel.EffectiveUserId,
        Rootless = !Environment.IsPrivilegedProcess,
        Variable = Environment.GetEnvironmentVariable,
    };
}
