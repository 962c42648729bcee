using System.Globalization;
using System.Text;
using Hull.Core;
using Hull.Linux.Descriptors;

namespace Hull.Linux.Mounts;

/// <summary>The mounts of a mount namespace, in the order they were made.</summary>
public static class MountTable
{
    // The calling thread's: /proc/self is the whole process, whose namespace may be another.
    private const string OwnTable = "/proc/thread-self/mountinfo";

    /// <summary>Reads the calling thread's mounts.</summary>
    /// <exception cref="EngineException">/proc is missing.</exception>
    public static List<MountEntry> Read() => Parse(KernelFile.ReadText(OwnTable));

    /// <summary>Reads the mounts of another process; null if it is gone.</summary>
    public static List<MountEntry>? TryRead(int pid)
        => KernelFile.TryReadText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/mountinfo")) is { } text ? Parse(text) : null;

    /// <summary>The mount that a path lies on: the last made of those whose mount point leads furthest along it.</summary>
    /// <param name="entries">The table.</param>
    /// <param name="path">An absolute path, without links in it.</param>
    public static MountEntry? FindFor(IEnumerable<MountEntry> entries, string path)
    {
        MountEntry? best = null;
        foreach (var entry in entries)
        {
            var point = entry.MountPoint;
            var covers = point == "/" || path == point || path.StartsWith(point + "/", StringComparison.Ordinal);
            if (covers && (best is null || point.Length >= best.MountPoint.Length)) best = entry;
        }

        return best;
    }

    /// <summary>Parses the whole file.</summary>
    /// <exception cref="EngineException">Corrupt: a line that proc(5) does not allow.</exception>
    public static List<MountEntry> Parse(string text)
    {
        List<MountEntry> entries = [];
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)) entries.Add(ParseLine(line));
        return entries;
    }

    private static MountEntry ParseLine(string line)
    {
        // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 shared:2 - ext3 /dev/root rw,errors=continue
        var fields = line.Split(' ');
        var separator = Array.IndexOf(fields, "-", Math.Min(6, fields.Length));
        if (separator < 0 || fields.Length < separator + 3
            || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var parent))
        {
            throw new EngineException(ErrorKind.Corrupt, $"mountinfo: malformed line: {line}");
        }

        return new MountEntry
        {
            Id = id,
            ParentId = parent,
            Device = fields[2],
            Root = Unescape(fields[3]),
            MountPoint = Unescape(fields[4]),
            Options = fields[5].Split(','),
            Propagation = fields[6..separator],
            FileSystemType = Unescape(fields[separator + 1]),
            Source = Unescape(fields[separator + 2]),
            // Some file systems show no source (an empty field) or no options.
            SuperOptions = fields.Length > separator + 3 ? Unescape(fields[separator + 3]) : "",
        };
    }

    /// <summary>Undoes the octal escapes of blanks, tabs, line ends, backslashes and '#' (\040 \011 \012 \134 \043).</summary>
    private static string Unescape(string field)
    {
        if (!field.Contains('\\', StringComparison.Ordinal)) return field;
        var result = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\' && i + 3 < field.Length && IsOctal(field[i + 1]) && IsOctal(field[i + 2]) && IsOctal(field[i + 3]))
            {
                result.Append((char)(((field[i + 1] - '0') * 64) + ((field[i + 2] - '0') * 8) + field[i + 3] - '0'));
                i += 3;
            }
            else
            {
                result.Append(field[i]);
            }
        }

        return result.ToString();
    }

    private static bool IsOctal(char c) => c is >= '0' and <= '7';
}
