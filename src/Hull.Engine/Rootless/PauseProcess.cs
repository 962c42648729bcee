using Hull.Core;
using Hull.Linux;
using Hull.Linux.Descriptors;
using Hull.Linux.Processes;

namespace Hull.Engine.Rootless;

/// <summary>
/// The process that holds a user's user and mount namespace for as long as the user's containers may need it: this executable under the
/// name hull-pause, which native/rootless.c keeps from becoming more than that.
/// </summary>
internal static class PauseProcess
{
    private const string Name = "hull-pause";
    private const int Told = 3;
    private const int Mapped = 4;

    /// <summary>Makes the process with its namespaces.</summary>
    /// <param name="map">Writes the maps of ids of the process whose number it is given.</param>
    /// <exception cref="EngineException">The kernel or the maps refuse; nothing is left behind.</exception>
    public static ProcessIdentity Start(Action<int> map)
    {
        using var told = Pipe.Create();
        using var mapped = Pipe.Create();
        using var child = Spawn.Start(new SpawnRequest
        {
            Program = "/proc/self/exe",
            ArgumentZero = Name,
            NewSession = true,
            Descriptors = new Dictionary<int, System.Runtime.InteropServices.SafeHandle> { [Told] = told.Writer, [Mapped] = mapped.Reader },
        });
        told.Writer.Dispose();
        mapped.Reader.Dispose();
        Span<byte> answer = stackalloc byte[1];
        if (DescriptorText.Read(told.Reader, answer) != 1)
            throw new EngineException(ErrorKind.Internal, $"{Name}: ended ({child.WaitForExit()}) before it had made a namespace");
        if (answer[0] != 0) throw Refused(answer[0]);
        // Where this fails the pipe closes, and the process ends.
        map(child.Pid);
        DescriptorText.Write(mapped.Writer, "\0"u8);
        return ProcessIdentity.TryRead(child.Pid) ?? throw new EngineException(ErrorKind.Internal, $"{Name}: ended as soon as it had its namespace");
    }

    private static EngineException Refused(int errno) => new(
        errno == Errno.ENOSPC ? ErrorKind.ResourceExhausted : ErrorKind.PermissionDenied,
        $"making a user namespace: {HostKernel.Reason(errno)}", Mend(errno));

    private static string Mend(int errno)
    {
        if (Says("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", '1'))
        {
            return "AppArmor restricts user namespaces here (Ubuntu): `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`, "
                + "or give hull a profile with the rule `userns,`";
        }

        if (Says("/proc/sys/kernel/unprivileged_userns_clone", '0')) return "`sudo sysctl -w kernel.unprivileged_userns_clone=1`";
        if (errno == Errno.ENOSPC || Says("/proc/sys/user/max_user_namespaces", '0')) return "`sudo sysctl -w user.max_user_namespaces=28633`";
        return "inside a container, its seccomp profile must allow unshare(2); `hull doctor` looks for more";
    }

    private static bool Says(string file, char value) => KernelFile.TryReadText(file) is { Length: > 0 } text && text.TrimEnd() is [var only] && only == value;
}
