using System.Globalization;
using Hull.Core;

namespace Hull.Engine.Containers;

/// <summary>What the mount option U may give to a container's user: never the directories that the host itself lives of (Podman's list).</summary>
internal static class GiveAwayRules
{
    private static readonly HashSet<string> Hosts = new(StringComparer.Ordinal)
    {
        "/", "/bin", "/boot", "/dev", "/etc", "/etc/passwd", "/etc/pki", "/etc/shadow", "/home", "/lib", "/lib64", "/media", "/opt", "/proc", "/root", "/run",
        "/sbin", "/srv", "/sys", "/tmp", "/usr", "/var", "/var/lib", "/var/log",
    };

    /// <summary>Requires that a path may be given away.</summary>
    /// <param name="path">An absolute path on the host.</param>
    /// <param name="owner">Who is to get it.</param>
    /// <exception cref="EngineException">InvalidArgument: it is one of the host's own.</exception>
    public static void Check(string path, (uint Uid, uint Gid) owner)
    {
        if (!Hosts.Contains(ContainerPath.Clean(path))) return;
        var command = string.Create(CultureInfo.InvariantCulture, $"chown -R {owner.Uid}:{owner.Gid} {path}");
        throw new EngineException(ErrorKind.InvalidArgument, $"chowning host path \"{path}\" is not allowed. You can manually `{command}`");
    }
}
