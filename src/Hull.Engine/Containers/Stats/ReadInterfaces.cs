using System.Globalization;
using Hull.Linux.Descriptors;

namespace Hull.Engine.Containers.Stats;

/// <summary>Reads the counters of a process's network interfaces (proc_pid_net(5), dev).</summary>
internal static class ReadInterfaces
{
    private const string Loopback = "lo";
    private const int Fields = 16;

    /// <summary>The interfaces of a process's network namespace, loopback left out.</summary>
    /// <param name="pid">The process; one that has ended has none.</param>
    public static IReadOnlyDictionary<string, InterfaceStats> Of(int pid) =>
        Parse(KernelFile.TryReadText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/net/dev")) ?? "");

    /// <summary>Takes the file apart: two lines of headers, then a line an interface.</summary>
    /// <param name="text">The file.</param>
    internal static IReadOnlyDictionary<string, InterfaceStats> Parse(string text)
    {
        var interfaces = new Dictionary<string, InterfaceStats>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').Skip(2))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) continue;
            var name = line[..colon].Trim();
            var numbers = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (name == Loopback || numbers.Length < Fields) continue;
            interfaces[name] = new InterfaceStats
            {
                RxBytes = Number(numbers[0]),
                RxPackets = Number(numbers[1]),
                RxErrors = Number(numbers[2]),
                RxDropped = Number(numbers[3]),
                TxBytes = Number(numbers[8]),
                TxPackets = Number(numbers[9]),
                TxErrors = Number(numbers[10]),
                TxDropped = Number(numbers[11]),
            };
        }
        return interfaces;
    }

    private static ulong Number(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
