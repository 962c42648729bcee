using System.Text.Json;
using Hull.Engine.Containers;
using Hull.Engine.Runtime;
using Hull.Linux.Seccomp;

namespace Hull.Engine.Doctor;

/// <summary>The system call filter: the kernel's part, the profile, and the library that compiles it once for all starts.</summary>
internal static class CheckSeccomp
{
    private const string Name = "seccomp";

    public static IEnumerable<Finding> Look(ExaminedHost host)
    {
        yield return host.Exists("/proc/sys/kernel/seccomp")
            ? Profile(host)
            : Finding.Bad(Name, "the kernel has no system call filters (CONFIG_SECCOMP_FILTER)", "boot a kernel that has them");
        yield return SeccompLibrary.TryOpen() is { } library
            ? Finding.Good("libseccomp", library.Version.ToString())
            : Finding.Warning(
                "libseccomp", "not installed: the runtime compiles the filter at every start, which takes longer", Mends.Install(host, "libseccomp2", "libseccomp"));
    }

    private static Finding Profile(ExaminedHost host)
    {
        var configured = host.Settings.Containers.SeccompProfile;
        if (configured == "unconfined")
            return Finding.Warning(Name, "containers.conf names unconfined: containers may make every system call", "remove seccomp_profile from containers.conf");
        var usual = host.Exists(HostPaths.SeccompOverride) ? HostPaths.SeccompOverride : HostPaths.SeccompDefault;
        var path = configured.Length > 0 ? configured : usual;
        if (host.Text(path) is not { } text)
        {
            var mend = configured.Length > 0 ? "correct seccomp_profile of containers.conf" : Mends.Install(host, "golang-github-containers-common", "containers-common");
            return Finding.Bad(Name, $"no profile: {path} does not exist", mend);
        }

        try
        {
            var rules = JsonSerializer.Deserialize(text, ProfileJson.Default.ProfileDocument)?.Syscalls?.Count ?? 0;
            return Finding.Good(Name, $"{path}, {rules} rules");
        }
        catch (JsonException e)
        {
            return Finding.Bad(Name, $"{path}: {e.Message}", $"restore {path}");
        }
    }
}
