using System.Text.Json.Nodes;
using Hull.Linux.Seccomp;

namespace Hull.Linux.Tests.Seccomp;

/// <summary>The profile of containers-common, resolved for capabilities, both as linux.seccomp of config.json and as our records.</summary>
internal static class CommonProfile
{
    private const string Path = "/usr/share/containers/seccomp.json";

    public static readonly string[] DefaultCapabilities =
    [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_NET_BIND_SERVICE", "CAP_SETFCAP", "CAP_SETGID",
        "CAP_SETPCAP", "CAP_SETUID", "CAP_SYS_CHROOT",
    ];

    /// <summary>All that some rule of the profile asks for.</summary>
    public static string[] AllCapabilities => !File.Exists(Path) ? [] :
    [
        .. JsonNode.Parse(File.ReadAllText(Path))!["syscalls"]!.AsArray()
            .SelectMany(rule => Strings(rule!["includes"], "caps").Concat(Strings(rule["excludes"], "caps"))).Distinct(),
    ];

    public static JsonObject Resolve(IReadOnlyCollection<string> capabilities)
    {
        if (!File.Exists(Path)) Assert.Skip($"{Path} is not installed");
        var profile = JsonNode.Parse(File.ReadAllText(Path))!.AsObject();
        var map = profile["archMap"]!.AsArray().Single(entry => (string)entry!["architecture"]! == "SCMP_ARCH_X86_64")!;
        var rules = profile["syscalls"]!.AsArray().Where(rule => Applies(rule!, capabilities)).Select(rule =>
        {
            var resolved = new JsonObject { ["names"] = rule!["names"]!.DeepClone(), ["action"] = rule["action"]!.DeepClone() };
            if (rule["errnoRet"] is { } errno) resolved["errnoRet"] = errno.DeepClone();
            if (rule["args"] is { } args) resolved["args"] = args.DeepClone();
            return (JsonNode?)resolved;
        });
        return new JsonObject
        {
            ["defaultAction"] = profile["defaultAction"]!.DeepClone(),
            ["defaultErrnoRet"] = profile["defaultErrnoRet"]!.DeepClone(),
            ["architectures"] = new JsonArray([map["architecture"]!.DeepClone(), .. map["subArchitectures"]!.AsArray().Select(a => a!.DeepClone())]),
            ["syscalls"] = new JsonArray([.. rules]),
        };
    }

    public static SeccompProfile Translate(JsonObject seccomp) => new()
    {
        DefaultAction = SeccompAction.Parse((string)seccomp["defaultAction"]!, (uint?)seccomp["defaultErrnoRet"]),
        Architectures = [.. (seccomp["architectures"]?.AsArray() ?? []).Select(a => (string)a!)],
        Rules = [.. seccomp["syscalls"]!.AsArray().Select(rule => new SeccompRule
        {
            Names = [.. rule!["names"]!.AsArray().Select(name => (string)name!)],
            Action = SeccompAction.Parse((string)rule["action"]!, (uint?)rule["errnoRet"]),
            Comparisons = [.. (rule["args"]?.AsArray() ?? []).Select(arg => new SeccompComparison(
                (uint)arg!["index"]!, SeccompComparison.ParseOperator((string)arg["op"]!), (ulong)arg["value"]!, (ulong?)arg["valueTwo"] ?? 0))],
        })],
    };

    private static bool Applies(JsonNode rule, IReadOnlyCollection<string> capabilities)
    {
        var includes = rule["includes"];
        var excludes = rule["excludes"];
        if (Strings(includes, "arches") is { Length: > 0 } arches && !arches.Contains("amd64")) return false;
        if (Strings(excludes, "arches").Contains("amd64")) return false;
        return Strings(includes, "caps").All(capabilities.Contains) && !Strings(excludes, "caps").Any(capabilities.Contains);
    }

    private static string[] Strings(JsonNode? filter, string key) => [.. (filter?[key]?.AsArray() ?? []).Select(value => (string)value!)];
}
