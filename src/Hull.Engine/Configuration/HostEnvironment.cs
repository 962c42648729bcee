using Hull.Core;
using Hull.Engine.Rootless;

namespace Hull.Engine.Configuration;

/// <summary>What of the process and the host decides which files are read: replaceable in tests.</summary>
internal sealed record HostEnvironment
{
    /// <summary>The caller's user id; of an ordinary user the one outside of the user namespace.</summary>
    public required uint UserId { get; init; }

    /// <summary>Whether the caller is an ordinary user, be it inside a user namespace already.</summary>
    public required bool Rootless { get; init; }

    /// <summary>Reads an environment variable; null where it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Put before /etc, /usr and every built-in path; empty on a real host.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>$XDG_CONFIG_HOME or $HOME/.config; null where neither is set.</summary>
    public string? UserConfigDirectory => Absolute("XDG_CONFIG_HOME") ?? (Absolute("HOME") is { } home ? home + "/.config" : null);

    /// <summary>$XDG_DATA_HOME or $HOME/.local/share.</summary>
    /// <exception cref="EngineException">InvalidArgument: neither is set.</exception>
    public string UserDataDirectory =>
        Absolute("XDG_DATA_HOME") ?? (Absolute("HOME") is { } home ? home + "/.local/share" : throw new EngineException(
            ErrorKind.InvalidArgument, "finding the store of this user: neither XDG_DATA_HOME nor HOME is set", "set HOME, or use --root"));

    /// <summary>$XDG_RUNTIME_DIR or /run/user/UID.</summary>
    public string UserRuntimeDirectory => Absolute("XDG_RUNTIME_DIR") ?? $"{Prefix}/run/user/{UserId}";

    /// <summary>The facts of the running process.</summary>
    public static HostEnvironment OfThisProcess()
    {
        var rootless = RootlessCaller.OfThisProcess();
        return new HostEnvironment { UserId = rootless?.UserId ?? 0, Rootless = rootless is not null, Variable = Environment.GetEnvironmentVariable };
    }

    // The XDG base directory specification: a relative path is to be ignored.
    private string? Absolute(string variable) => Variable(variable) is { Length: > 0 } path && path[0] == '/' ? path : null;
}
