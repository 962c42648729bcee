using Hull.Engine.Rootless;

namespace Hull.Engine.Doctor;

/// <summary>Whether later mounts of the host reach a user's containers: the user's namespace has a copy of the mounts.</summary>
internal static class CheckMounts
{
    public static IEnumerable<Finding> Look(ExaminedHost host)
    {
        if (!host.Rootless || host.IsInside) yield break;
        yield return UserNamespace.IsRootShared(host.Mounts())
            ? Finding.Good("mount of /", "shared")
            : Finding.Warning(
                "mount of /", "private: what the host mounts from now on does not show in containers", "sudo mount --make-rshared / && hull system migrate");
    }
}
