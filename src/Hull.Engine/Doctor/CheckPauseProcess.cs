using System.Globalization;
using Hull.Engine.Rootless;
using Hull.Linux.HostFacts;
using Hull.Linux.Namespaces;

namespace Hull.Engine.Doctor;

/// <summary>The process that holds a user's namespaces: whether what it holds is still what a new one would.</summary>
internal static class CheckPauseProcess
{
    private const string Name = "pause process";
    private const string Migrate = "hull system migrate";

    public static IEnumerable<Finding> Look(ExaminedHost host)
    {
        if (!host.Rootless || host.IsInside) yield break;
        if (new PauseFile(host.Environments.UserRuntimeDirectory + "/hull").Read() is not var (process, mounts))
        {
            yield return Finding.Good(Name, "none: the next command makes one");
            yield break;
        }

        var map = host.KernelText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Pid}/uid_map"));
        yield return Judge(
            process.Pid, mounts, NamespaceFile.TryGetId(0, NamespaceKinds.Mount)?.Inode ?? 0, map is null ? 0 : IdMap.Parse(map).Ranges.Sum(range => range.Length),
            SubordinateIds.Parse(host.Text("/etc/subuid") ?? "").Where(line => line.Owner == host.UserName || line.Owner == $"{host.UserId}").Sum(line => line.Range.Count));
    }

    /// <summary>What to think of it; pure.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="mounts">The mount namespace it was made in.</param>
    /// <param name="ownMounts">The caller's.</param>
    /// <param name="mapped">How many users its namespace has.</param>
    /// <param name="subordinate">How many subordinate users its user has.</param>
    internal static Finding Judge(int pid, ulong mounts, ulong ownMounts, long mapped, long subordinate)
    {
        if (mapped == 1 && subordinate > 0)
            return Finding.Warning(Name, $"process {pid} was made when its user had no subordinate ids, and knows one user only", Migrate);
        return mounts == ownMounts
            ? Finding.Good(Name, $"process {pid}, {mapped} users")
            : Finding.Warning(Name, $"process {pid} was made under another view of the mounts than this command's: paths may differ", Migrate);
    }
}
