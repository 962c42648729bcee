using System.Globalization;
using System.Text;

namespace Hull.Engine.Runtime;

/// <summary>
/// The entries of a root file system's /etc/passwd or /etc/group. A line with a number that is none is passed over: taken as 0, as some
/// readers do, it would make its user root.
/// </summary>
internal sealed class AccountFile
{
    private const byte NewLine = (byte)'\n';
    private readonly byte[]? _content;
    private readonly List<string[]> _entries = [];

    /// <summary>Reads a file's content.</summary>
    /// <param name="content">The content; null where there is no such file.</param>
    /// <param name="fields">How many fields an entry has at least: 4 in both files.</param>
    /// <param name="numbers">Which fields are numbers.</param>
    public AccountFile(byte[]? content, int fields, params ReadOnlySpan<int> numbers)
    {
        _content = content;
        foreach (var line in Encoding.UTF8.GetString(content ?? []).Split('\n'))
        {
            var entry = line.Trim().Split(':');
            if (entry.Length >= fields && AreNumbers(entry, numbers)) _entries.Add(entry);
        }
    }

    /// <summary>Whether the file is there.</summary>
    public bool Exists => _content is not null;

    /// <summary>The file's content.</summary>
    public byte[]? Content => _content;

    /// <summary>All entries, each split at its colons.</summary>
    public IReadOnlyList<string[]> Entries => _entries;

    /// <summary>The first entry whose field has a value; null without one.</summary>
    public string[]? Find(int field, string value) => _entries.Find(entry => entry[field] == value);

    /// <summary>The file with one more line at its end.</summary>
    public byte[] With(string line)
    {
        var addition = Encoding.UTF8.GetBytes(line + "\n");
        var content = _content ?? [];
        var gap = content.Length > 0 && content[^1] != NewLine ? 1 : 0;
        var result = new byte[content.Length + gap + addition.Length];
        content.CopyTo(result, 0);
        if (gap > 0) result[content.Length] = NewLine;
        addition.CopyTo(result, content.Length + gap);
        return result;
    }

    private static bool AreNumbers(string[] entry, ReadOnlySpan<int> numbers)
    {
        foreach (var field in numbers)
        {
            if (!int.TryParse(entry[field], NumberStyles.None, CultureInfo.InvariantCulture, out _)) return false;
        }

        return true;
    }
}
