using System.Globalization;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Linux;

namespace Hull.Engine.Rootless;

/// <summary>The directory of a user's per-boot files, which somebody else has to make: pam_systemd(8), or the administrator.</summary>
internal static class UserRuntimeDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Hull's part of it, made where it is missing.</summary>
    /// <exception cref="EngineException">Unsupported: there is no such directory. PermissionDenied: it is not the user's.</exception>
    public static string Require(HostEnvironment host)
    {
        var directory = host.UserRuntimeDirectory;
        var isNamed = host.Variable("XDG_RUNTIME_DIR") is { Length: > 0 };
        if (!PathStatus.TryRead(directory, out var status, out _))
        {
            var cause = isNamed ? $"XDG_RUNTIME_DIR names {directory}, which does not exist" : $"XDG_RUNTIME_DIR is not set, and {directory} does not exist";
            throw new EngineException(ErrorKind.Unsupported, $"finding the per-boot directory of user {host.UserId}: {cause}", Mend(host.UserId));
        }

        // Inside the user's namespace the user is 0.
        if (status.Uid != HostKernel.EffectiveUserId)
        {
            throw new EngineException(
                ErrorKind.PermissionDenied,
                $"using the per-boot directory {directory}: it belongs to user {status.Uid}, not to user {host.UserId}",
                string.Create(CultureInfo.InvariantCulture, $"log in as the user (`su -` keeps the caller's variables), or set XDG_RUNTIME_DIR=/run/user/{host.UserId}"));
        }

        return Directory.CreateDirectory(Path.Join(directory, "hull"), OwnerOnly).FullName;
    }

    /// <summary>The command that makes the directory.</summary>
    internal static string Mend(uint user) => string.Create(
        CultureInfo.InvariantCulture,
        $"where systemd runs: `sudo loginctl enable-linger {user}`; else: `sudo install -d -m 0700 -o {user} /run/user/{user} && export XDG_RUNTIME_DIR=/run/user/{user}`");
}
