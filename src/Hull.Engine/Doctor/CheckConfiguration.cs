using System.Text.Json;
using Hull.Core;
using Hull.Engine.Registries;

namespace Hull.Engine.Doctor;

/// <summary>The files of containers-common: whether they can be read.</summary>
internal static class CheckConfiguration
{
    public static IEnumerable<Finding> Look(ExaminedHost host)
    {
        yield return host.SettingsFailure is { } failure
            ? Finding.Bad("containers.conf", failure.Message, failure.Hint ?? "correct the file at that place; `man containers.conf` tells its form")
            : Finding.Good("containers.conf", host.Settings.Files.Count == 0 ? "none: the built-in settings hold" : string.Join(", ", host.Settings.Files));
        yield return Registries(host);
        if (Policy(host) is { } policy) yield return policy;
    }

    private static Finding Registries(ExaminedHost host)
    {
        try
        {
            var files = ReadRegistriesFile.From(host.Environments).Files;
            return Finding.Good("registries.conf", files.Count == 0 ? "none: short names mean docker.io" : string.Join(", ", files));
        }
        catch (EngineException e)
        {
            return Finding.Bad("registries.conf", e.Message, e.Hint ?? "correct the file at that place; `man containers-registries.conf` tells its form");
        }
    }

    // Hull does not ask it; who else works with the same files does.
    private static Finding? Policy(ExaminedHost host)
    {
        const string Path = "/etc/containers/policy.json";
        if (host.Text(Path) is not { } text) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return Finding.Good("policy.json", Path);
        }
        catch (JsonException e)
        {
            return Finding.Warning("policy.json", $"{Path}: {e.Message}", $"correct {Path}; `man containers-policy.json` tells its form");
        }
    }
}
