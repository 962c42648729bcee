namespace Hull.Engine.Rootless;

/// <summary>The variables that a later `hull container cleanup` must find again, to be the same user with the same files.</summary>
internal static class RootlessEnvironment
{
    private static readonly string[] Kept = [RootlessCaller.Hint, "HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "DBUS_SESSION_BUS_ADDRESS"];

    /// <summary>Of this process's variables, each NAME=VALUE.</summary>
    public static IEnumerable<string> Variables()
    {
        foreach (var name in Kept)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value) yield return $"{name}={value}";
        }
    }
}
