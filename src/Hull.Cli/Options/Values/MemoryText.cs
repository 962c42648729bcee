using Hull.Oci.Runtime;

namespace Hull.Cli.Options.Values;

/// <summary>Podman's rules of --memory and --memory-swap.</summary>
internal static class MemoryText
{
    private const string About = "invalid value for memory";

    /// <summary>--memory: a limit; swap follows at twice the limit unless --memory-swap says otherwise afterwards. 0 is no limit.</summary>
    /// <param name="memory">The memory limits so far.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: it is no size.</exception>
    public static LinuxMemory WithLimit(LinuxMemory? memory, string text)
    {
        var bytes = SizeText.Read(text, About);
        if (bytes == 0) return memory ?? new LinuxMemory();
        return (memory ?? new LinuxMemory()) with { Limit = bytes, Swap = bytes > long.MaxValue / 2 ? -1 : bytes * 2 };
    }

    /// <summary>--memory-swap: memory and swap together; -1 is unlimited.</summary>
    /// <param name="memory">The memory limits so far.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: it is no size.</exception>
    public static LinuxMemory WithSwap(LinuxMemory? memory, string text) =>
        (memory ?? new LinuxMemory()) with { Swap = text == "-1" ? -1 : SizeText.Read(text, About) };

    /// <summary>--memory-reservation: the soft limit.</summary>
    /// <param name="memory">The memory limits so far.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: it is no size.</exception>
    public static LinuxMemory WithReservation(LinuxMemory? memory, string text) =>
        (memory ?? new LinuxMemory()) with { Reservation = SizeText.Read(text, About) };

    /// <summary>--memory-swappiness: 0 to 100; -1 leaves it to the system.</summary>
    /// <param name="memory">The memory limits so far.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: out of range.</exception>
    public static LinuxMemory WithSwappiness(LinuxMemory? memory, long value) => value switch
    {
        -1 => memory ?? new LinuxMemory(),
        >= 0 and <= 100 => (memory ?? new LinuxMemory()) with { Swappiness = (ulong)value },
        _ => throw Wrong.Value($"invalid value {value} for --memory-swappiness: must be from 0 to 100, or -1"),
    };
}
