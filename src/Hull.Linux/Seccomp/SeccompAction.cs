using System.Globalization;
using Hull.Core;

namespace Hull.Linux.Seccomp;

/// <summary>What a filter does with a system call, as the kernel's return value of a filter (seccomp.h).</summary>
/// <param name="Value">The action in the upper, its data (an errno) in the lower 16 bits.</param>
public readonly record struct SeccompAction(uint Value)
{
    // A refusal without an errno of its own says EPERM.
    private const uint DefaultErrno = Errno.EPERM;

    /// <summary>Reads the OCI name of an action.</summary>
    /// <param name="name"><c>SCMP_ACT_ALLOW</c>, <c>SCMP_ACT_ERRNO</c>, … (runtime-spec, config-linux.md#seccomp).</param>
    /// <param name="errno">The errno to return, or the datum for a tracer; null means EPERM.</param>
    /// <exception cref="EngineException">InvalidArgument: no such action, or an errno with an action that returns none.</exception>
    public static SeccompAction Parse(string name, uint? errno = null)
    {
        var data = (errno ?? DefaultErrno) & 0xffff;
        var takesErrno = name is "SCMP_ACT_ERRNO" or "SCMP_ACT_TRACE";
        if (errno is not null && !takesErrno)
            throw new EngineException(ErrorKind.InvalidArgument, $"seccomp: errno value specified for action {name}");

        return new SeccompAction(name switch
        {
            "SCMP_ACT_KILL_PROCESS" => 0x80000000,
            "SCMP_ACT_KILL" or "SCMP_ACT_KILL_THREAD" => 0,
            "SCMP_ACT_TRAP" => 0x00030000,
            "SCMP_ACT_ERRNO" => 0x00050000 | data,
            "SCMP_ACT_NOTIFY" => 0x7fc00000,
            "SCMP_ACT_TRACE" => 0x7ff00000 | data,
            "SCMP_ACT_LOG" => 0x7ffc0000,
            "SCMP_ACT_ALLOW" => 0x7fff0000,
            _ => throw new EngineException(ErrorKind.InvalidArgument, $"seccomp: unknown action {name}"),
        });
    }

    /// <summary>The value in hexadecimal.</summary>
    public override string ToString() => Value.ToString("x8", CultureInfo.InvariantCulture);
}
