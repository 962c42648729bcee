using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Images.Registry;
using Hull.Linux;

namespace Hull.Engine.Registries;

/// <summary>
/// Reads registries.conf: CONTAINERS_REGISTRIES_CONF, else the user's own file, else the machine's; then the drop-ins of
/// registries.conf.d, sorted by name, a later file's entries in place of an earlier one's of the same prefix or alias.
/// </summary>
internal static class ReadRegistriesFile
{
    private const int LargestFile = 1 << 20;

    /// <summary>Reads them.</summary>
    /// <exception cref="EngineException">InvalidArgument: a file is no TOML, has a value of the wrong type, or is of the first version's form.</exception>
    public static RegistriesFile From(HostEnvironment host)
    {
        var search = new List<string>();
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        var rules = new Dictionary<string, RegistryRule>(StringComparer.Ordinal);
        var files = Files(host).ToList();
        foreach (var file in files)
        {
            var root = TomlTree.Read(file, SafePath.ReadHostFile(file, LargestFile));
            if (root.ContainsKey("registries"))
                throw new EngineException(ErrorKind.InvalidArgument, $"{file}: the form of version 1 ([registries.search]) is not supported", "write unqualified-search-registries = [\"…\"]");
            if (root.TryGetValue("unqualified-search-registries", out var registries)) search = Strings(file, "unqualified-search-registries", registries);
            if (root.TryGetValue("aliases", out var table)) ReadAliases(file, table, aliases);
            if (root.TryGetValue("registry", out var list)) ReadRules(file, list, rules);
        }
        return new RegistriesFile { SearchRegistries = search, Aliases = aliases, Rules = [.. rules.Values], Files = files };
    }

    private static IEnumerable<string> Files(HostEnvironment host)
    {
        if (host.Variable("CONTAINERS_REGISTRIES_CONF") is { Length: > 0 } named)
        {
            yield return File.Exists(named) ? named : throw new EngineException(ErrorKind.InvalidArgument, $"CONTAINERS_REGISTRIES_CONF: {named}: no such file");
            yield break;
        }
        var own = host.Rootless && host.UserConfigDirectory is { } home ? home + "/containers/registries.conf" : null;
        var system = host.Prefix + "/etc/containers/registries.conf";
        if (own is not null && File.Exists(own)) yield return own;
        else if (File.Exists(system)) yield return system;
        foreach (var directory in new[] { system + ".d", own is null ? null : own + ".d" })
        {
            if (directory is null || !Directory.Exists(directory)) continue;
            foreach (var file in Directory.EnumerateFiles(directory, "*.conf").Order(StringComparer.Ordinal)) yield return file;
        }
    }

    private static void ReadAliases(string file, object value, Dictionary<string, string> aliases)
    {
        foreach (var (name, target) in value as Dictionary<string, object> ?? throw Wrong(file, "aliases", "a table"))
        {
            // An empty target takes an earlier file's alias away.
            if (target is not string text) throw Wrong(file, $"aliases.{name}", "a string");
            if (text.Length == 0) aliases.Remove(name);
            else aliases[name] = text;
        }
    }

    private static void ReadRules(string file, object value, Dictionary<string, RegistryRule> rules)
    {
        foreach (var item in value as List<object> ?? throw Wrong(file, "registry", "an array of tables, [[registry]]"))
        {
            var table = item as Dictionary<string, object> ?? throw Wrong(file, "registry", "a table");
            var location = Text(file, table, "location");
            var prefix = Text(file, table, "prefix") ?? location ?? throw Wrong(file, "registry", "a table with prefix or location");
            rules[prefix] = new RegistryRule
            {
                Prefix = prefix,
                Location = location,
                Insecure = Flag(file, table, "insecure"),
                Blocked = Flag(file, table, "blocked"),
                HasMirrors = table.TryGetValue("mirror", out var mirrors) && mirrors is List<object> { Count: > 0 },
            };
        }
    }

    private static List<string> Strings(string file, string key, object value) =>
        value is List<object> items && items.All(item => item is string) ? [.. items.Cast<string>()] : throw Wrong(file, key, "an array of strings");

    private static string? Text(string file, Dictionary<string, object> table, string key) =>
        !table.TryGetValue(key, out var value) ? null : value as string ?? throw Wrong(file, $"registry.{key}", "a string");

    private static bool Flag(string file, Dictionary<string, object> table, string key) =>
        table.TryGetValue(key, out var value) && (value as bool? ?? throw Wrong(file, $"registry.{key}", "true or false"));

    private static EngineException Wrong(string file, string key, string expected) => new(ErrorKind.InvalidArgument, $"{file}: {key} must be {expected}");
}
