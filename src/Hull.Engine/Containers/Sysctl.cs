using Hull.Core;

namespace Hull.Engine.Containers;

/// <summary>Kernel parameters that have a namespace of their own: only those can be set for one container.</summary>
internal static class Sysctl
{
    private static readonly string[] Names =
    [
        "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem", "kernel.shmall", "kernel.shmmax", "kernel.shmmni",
        "kernel.shm_rmid_forced",
    ];

    /// <summary>Reads NAME=VALUE.</summary>
    /// <exception cref="EngineException">InvalidArgument: not of that form, or a parameter of the whole host.</exception>
    public static (string Name, string Value) Parse(string line)
    {
        var end = line.IndexOf('=', StringComparison.Ordinal);
        if (end <= 0) throw Invalid($"{line} is invalid, sysctl values must be in the form of KEY=VALUE");
        var name = line[..end];
        var value = line[(end + 1)..];
        if (name != name.Trim() || value != value.Trim()) throw Invalid($"'{line}' is invalid, extra spaces found");
        Check(name);
        return (name, value);
    }

    /// <summary>Refuses parameters of the whole host.</summary>
    /// <exception cref="EngineException">InvalidArgument: sysctl 'x' is not allowed.</exception>
    public static void Check(string name)
    {
        if (name.StartsWith("net.", StringComparison.Ordinal) || name.StartsWith("fs.mqueue.", StringComparison.Ordinal)) return;
        if (Array.IndexOf(Names, name) < 0) throw Invalid($"sysctl '{name}' is not allowed");
    }

    private static EngineException Invalid(string message) => new(ErrorKind.InvalidArgument, message);
}
