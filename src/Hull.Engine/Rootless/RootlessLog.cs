using Microsoft.Extensions.Logging;

namespace Hull.Engine.Rootless;

/// <summary>What entering a user's namespace does and notices.</summary>
internal static partial class RootlessLog
{
    [LoggerMessage(LogLevel.Debug, "making the user namespace: user {User} is 0, {Users} subordinate users and {Groups} groups follow")]
    public static partial void MakingNamespace(this ILogger log, uint user, long users, long groups);

    [LoggerMessage(LogLevel.Debug, "process {Pid} holds the user and mount namespace")]
    public static partial void NamespaceHeld(this ILogger log, int pid);

    [LoggerMessage(LogLevel.Debug, "the user's namespace stays: conmon, process {Pid}, is in it")]
    public static partial void NamespaceStays(this ILogger log, int pid);

    [LoggerMessage(LogLevel.Debug, "the pause process is gone; joining the namespaces of conmon, process {Pid}")]
    public static partial void JoiningMonitor(this ILogger log, int pid);

    [LoggerMessage(
        LogLevel.Warning,
        "user {Name} has no subordinate ids: only one user can be mapped, and images with files of other users will not unpack. Mend: "
        + "`sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 {Name}`, then `hull system migrate`")]
    public static partial void SingleUser(this ILogger log, string name);

    [LoggerMessage(
        LogLevel.Warning,
        "\"/\" is not a shared mount: what the host mounts from now on will not show in containers. Mend: `sudo mount --make-rshared /`, then `hull system migrate`")]
    public static partial void PrivateRoot(this ILogger log);

    [LoggerMessage(
        LogLevel.Warning,
        "systemd ends this container, as all processes of {Name}, with {Name}'s last session. `sudo loginctl enable-linger {Name}` keeps it running")]
    public static partial void EndsAtLogout(this ILogger log, string name);

    [LoggerMessage(
        LogLevel.Warning,
        "the user's namespace was made under another view of the mounts than this command's: paths may differ. `hull system migrate` makes it anew")]
    public static partial void OtherMounts(this ILogger log);
}
