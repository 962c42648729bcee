using Hull.Engine.Containers;

namespace Hull.Engine.Runtime;

/// <summary>What is to be added to a container's /etc/passwd and /etc/group.</summary>
internal sealed record AccountRequest
{
    /// <summary>Whether anything may be added.</summary>
    public bool Manage { get; init; } = true;

    /// <summary>The line for the user in place of the usual one; its variables are expanded.</summary>
    public string? PasswdEntry { get; init; }

    /// <summary>The line for the group in place of the usual one.</summary>
    public string? GroupEntry { get; init; }

    /// <summary>Accounts that the container shall know.</summary>
    public IReadOnlyList<HostAccount> Users { get; init; } = [];

    /// <summary>Where something is mounted inside: an account's home that is there is its home.</summary>
    public IReadOnlyCollection<string> MountTargets { get; init; } = [];

    /// <summary>The working directory: the home of an account without one inside.</summary>
    public string WorkDir { get; init; } = "/";

    /// <summary>What a container asks for.</summary>
    /// <param name="config">The container.</param>
    public static AccountRequest Of(ContainerConfig config) => new()
    {
        Manage = config.Spec.Passwd ?? true,
        PasswdEntry = config.Spec.PasswdEntry,
        GroupEntry = config.Spec.GroupEntry,
        Users = config.HostAccounts,
        MountTargets = [.. Containers.MountTargets.Of(config.Spec)],
        WorkDir = config.WorkDir,
    };
}
