using System.Globalization;
using Hull.Core;
using Hull.Linux.Descriptors;

namespace Hull.Engine.Containers.Top;

/// <summary>Reads one process from /proc.</summary>
internal static class ReadProcess
{
    private const int PageSize = 4096;
    private const int FieldsOfStat = 22;

    /// <summary>A process; null where it has ended or is not ours to read.</summary>
    /// <param name="pid">Its number here.</param>
    /// <param name="depth">Which of its numbers is the one inside.</param>
    /// <param name="accounts">Names.</param>
    /// <param name="clock">The clocks.</param>
    public static ContainerProcess? Of(int pid, int depth, ProcessAccounts accounts, ProcessClock clock)
    {
        var directory = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}");
        if (KernelFile.TryReadText(directory + "/stat") is not { } stat || KernelFile.TryReadText(directory + "/status") is not { } status) return null;
        // The name in parentheses is the program's own choice: the last one ends it.
        var end = stat.LastIndexOf(')');
        var fields = stat[(end + 2)..].TrimEnd('\n').Split(' ');
        if (end < 0 || fields.Length < FieldsOfStat) return null;
        var lines = Lines(status);
        var elapsed = clock.Uptime - ProcessClock.Of(Unsigned(fields[19]));
        return new ContainerProcess
        {
            Accounts = accounts,
            HostPid = pid,
            Pid = At(lines, "NSpid", depth) ?? pid,
            Parent = (int)Unsigned(fields[1]),
            Group = At(lines, "NSpgid", depth) ?? 0,
            Session = At(lines, "NSsid", depth) ?? 0,
            User = Ids(lines, "Uid"),
            GroupId = Ids(lines, "Gid"),
            Groups = [.. Words(lines, "Groups").Select(static word => (uint)Unsigned(word))],
            Capabilities = lines.Where(static line => line.Key.StartsWith("Cap", StringComparison.Ordinal))
                .ToDictionary(static line => line.Key, static line => ulong.Parse(line.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
            Seccomp = (int)Unsigned(lines.GetValueOrDefault("Seccomp") ?? ""),
            Name = stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..end],
            Arguments = Arguments(directory),
            State = fields[0][0],
            Terminal = (uint)Unsigned(fields[4]),
            Nice = int.Parse(fields[16], CultureInfo.InvariantCulture),
            Threads = (int)Unsigned(fields[17]),
            VirtualBytes = Unsigned(fields[20]),
            ResidentBytes = Unsigned(fields[21]) * PageSize,
            CpuTime = ProcessClock.Of(Unsigned(fields[11]) + Unsigned(fields[12])),
            Elapsed = elapsed < TimeSpan.Zero ? TimeSpan.Zero : elapsed,
            Started = clock.Booted + ProcessClock.Of(Unsigned(fields[19])),
            Label = Label(directory),
        };
    }

    /// <summary>A process's numbers in all PID namespaces that it is in, this one's first; none where it has ended.</summary>
    /// <param name="pid">Its number here.</param>
    public static IReadOnlyList<int> NamespacePids(int pid)
    {
        var status = KernelFile.TryReadText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/status"));
        return status is null ? [] : [.. Words(Lines(status), "NSpid").Select(static word => (int)Unsigned(word))];
    }

    private static Dictionary<string, string> Lines(string status)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in status.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) lines[line[..colon]] = line[(colon + 1)..].Trim();
        }
        return lines;
    }

    private static string[] Words(Dictionary<string, string> lines, string name) =>
        lines.TryGetValue(name, out var text) ? text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : [];

    private static int? At(Dictionary<string, string> lines, string name, int depth) =>
        Words(lines, name) is { } words && depth < words.Length ? (int)Unsigned(words[depth]) : null;

    // Real, effective, saved, file system.
    private static (uint Real, uint Effective) Ids(Dictionary<string, string> lines, string name) =>
        Words(lines, name) is [var real, var effective, ..] ? ((uint)Unsigned(real), (uint)Unsigned(effective)) : (0, 0);

    private static ulong Unsigned(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string[] Arguments(string directory) =>
        KernelFile.TryReadText(directory + "/cmdline") is { Length: > 0 } line ? line.TrimEnd('\0').Split('\0') : [];

    private static string Label(string directory)
    {
        try
        {
            return (KernelFile.TryReadText(directory + "/attr/current") ?? "").TrimEnd('\0', '\n');
        }
        catch (EngineException)
        {
            // Without a security module the read is refused (EINVAL).
            return "";
        }
    }
}
