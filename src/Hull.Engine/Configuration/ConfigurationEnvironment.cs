namespace Hull.Engine.Configuration;

/// <summary>The variables by which a later `hull container cleanup` reads the same configuration as this process.</summary>
internal static class ConfigurationEnvironment
{
    private static readonly string[] Kept = ["CONTAINERS_CONF", "CONTAINERS_CONF_OVERRIDE", "CONTAINERS_HELPER_BINARY_DIR", "TMPDIR"];

    /// <summary>Of this process's variables, each NAME=VALUE.</summary>
    public static IEnumerable<string> Variables()
    {
        foreach (var name in Kept)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value) yield return $"{name}={value}";
        }
    }
}
