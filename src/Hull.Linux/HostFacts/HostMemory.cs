using System.Globalization;
using Hull.Linux.Descriptors;

namespace Hull.Linux.HostFacts;

/// <summary>The machine's memory, in bytes (proc(5), meminfo).</summary>
public sealed record HostMemory
{
    /// <summary>All that the kernel manages.</summary>
    public required ulong Total { get; init; }

    /// <summary>Unused.</summary>
    public required ulong Free { get; init; }

    /// <summary>What could be given to a new program without swapping.</summary>
    public required ulong Available { get; init; }

    /// <summary>All swap.</summary>
    public required ulong SwapTotal { get; init; }

    /// <summary>Unused swap.</summary>
    public required ulong SwapFree { get; init; }

    /// <summary>Reads it now.</summary>
    /// <exception cref="Hull.Core.EngineException">/proc is missing.</exception>
    public static HostMemory Read() => Parse(KernelFile.ReadText("/proc/meminfo"));

    /// <summary>Parses the text; what is not named in it is 0.</summary>
    public static HostMemory Parse(string text)
    {
        return new HostMemory
        {
            Total = Bytes("MemTotal"),
            Free = Bytes("MemFree"),
            Available = Bytes("MemAvailable"),
            SwapTotal = Bytes("SwapTotal"),
            SwapFree = Bytes("SwapFree"),
        };

        // "MemTotal:       24630516 kB", where kB is 1,024 bytes.
        ulong Bytes(string name)
        {
            foreach (var line in text.Split('\n'))
            {
                if (!line.StartsWith(name + ":", StringComparison.Ordinal)) continue;
                var number = line[(name.Length + 1)..].Trim().Split(' ')[0];
                return ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes) ? kibibytes * 1024 : 0;
            }

            return 0;
        }
    }
}
