namespace Hull.Cli.Options.Values;

/// <summary>--sysctl NAME=VALUE of the kernel parameters that belong to namespaces.</summary>
internal static class SysctlText
{
    private static readonly string[] Names =
    [
        "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem", "kernel.shmall", "kernel.shmmax", "kernel.shmmni", "kernel.shm_rmid_forced",
    ];

    /// <summary>Reads all values; the last of a name counts.</summary>
    /// <param name="texts">The texts.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the format is wrong, or the parameter is the whole host's.</exception>
    public static IReadOnlyDictionary<string, string> ReadAll(string[] texts)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var (name, value) = Pair.Cut(text);
            if (value is null || name.Length == 0) throw Wrong.Value($"{text} is invalid, sysctl values must be in the form of KEY=VALUE");
            if (name.Trim() != name || value.Trim() != value) throw Wrong.Value($"'{text}' is invalid, extra spaces found");
            var ofNamespace = name.StartsWith("net.", StringComparison.Ordinal) || name.StartsWith("fs.mqueue.", StringComparison.Ordinal);
            if (!ofNamespace && Array.IndexOf(Names, name) < 0) throw Wrong.Value($"sysctl '{text}' is not allowed", "only parameters of the IPC and network namespaces can be set");
            parameters[name] = value;
        }
        return parameters;
    }
}
