using Hull.Core;

namespace Hull.Engine.Configuration;

/// <summary>
/// The values of all files, merged: a later file's value replaces an earlier one's, arrays with {append=true} add to it. The typed
/// readers refuse a wrong type with file, line and key, and remember which keys they know.
/// </summary>
internal sealed class SettingsValues
{
    private readonly Dictionary<string, TomlEntry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Puts one file's values on top.</summary>
    /// <param name="file">Key → entry, of <see cref="ReadToml"/>.</param>
    public void Merge(IReadOnlyDictionary<string, TomlEntry> file)
    {
        foreach (var (key, entry) in file)
        {
            if (entry.Append && _entries.TryGetValue(key, out var before) && before.Kind == TomlEntryKind.Strings)
                _entries[key] = entry with { Items = [.. before.Items, .. entry.Items], Append = before.Append };
            else
                _entries[key] = entry;
        }
    }

    /// <summary>A string.</summary>
    public string Text(string key, string otherwise) => Find(key, TomlEntryKind.String, "a string")?.Text ?? otherwise;

    /// <summary>A boolean.</summary>
    public bool Flag(string key, bool otherwise) => Find(key, TomlEntryKind.Boolean, "true or false") is { } entry ? entry.Number != 0 : otherwise;

    /// <summary>An integer.</summary>
    public long Number(string key, long otherwise) => Find(key, TomlEntryKind.Integer, "an integer")?.Number ?? otherwise;

    /// <summary>An integer between bounds; null where it is not set.</summary>
    public long? Number(string key, long least, long most)
    {
        if (Find(key, TomlEntryKind.Integer, "an integer") is not { } entry) return null;
        if (entry.Number < least || entry.Number > most) throw Wrong(key, $"must be from {least} to {most}, is {entry.Number}");
        return entry.Number;
    }

    /// <summary>An integer that is no less than 0 and fits 32 bits.</summary>
    public uint Count(string key, uint otherwise) => (uint)(Number(key, 0, uint.MaxValue) ?? otherwise);

    /// <summary>A size as a string (65536k) or an integer, in bytes.</summary>
    public long Size(string key, long otherwise, int kilo = 1024)
    {
        _known.Add(key);
        if (!_entries.TryGetValue(key, out var entry)) return otherwise;
        if (entry.Kind == TomlEntryKind.Integer) return entry.Number;
        if (entry.Kind != TomlEntryKind.String) throw Wrong(key, "must be a size as a string (65536k), is " + Word(entry.Kind));
        if (entry.Text.Length == 0) return otherwise;
        return ByteSize.TryParse(entry.Text, out var bytes, kilo) ? bytes : throw Wrong(key, $"invalid size \"{entry.Text}\"");
    }

    /// <summary>An array of strings.</summary>
    public IReadOnlyList<string> Strings(string key, IReadOnlyList<string> otherwise)
    {
        if (Find(key, TomlEntryKind.Strings, "an array of strings") is not { } entry) return otherwise;
        return entry.Append ? [.. otherwise, .. entry.Items] : entry.Items;
    }

    /// <summary>A table of strings; what stands in the files replaces single entries of the default.</summary>
    public IReadOnlyDictionary<string, string> TextTable(string table, IReadOnlyDictionary<string, string> otherwise) =>
        Table(table, otherwise, (key, _) => Text(key, ""));

    /// <summary>A table of arrays of strings; what stands in the files replaces single entries of the default.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> StringsTable(
        string table, IReadOnlyDictionary<string, IReadOnlyList<string>> otherwise) =>
        Table(table, otherwise, (key, before) => Strings(key, before ?? []));

    /// <summary>One of some words; empty counts as not set.</summary>
    public string OneOf(string key, string otherwise, params ReadOnlySpan<string> words)
    {
        var text = Text(key, otherwise);
        if (text.Length == 0 || words.Contains(text)) return text.Length == 0 ? otherwise : text;
        throw Wrong(key, $"must be one of {string.Join(", ", words)}, is \"{text}\"");
    }

    /// <summary>An absolute path, or empty.</summary>
    public string AbsolutePath(string key, string otherwise)
    {
        var path = Text(key, otherwise);
        if (path.Length == 0 || path[0] == '/') return path;
        throw Wrong(key, $"must be an absolute path, is \"{path}\"");
    }

    /// <summary>The entry of a key; null where no file sets it.</summary>
    public TomlEntry? Find(string key) => _entries.GetValueOrDefault(key);

    /// <summary>The error of a value: file, line, key and what is wrong with it.</summary>
    public EngineException Wrong(string key, string reason)
    {
        var place = _entries.TryGetValue(key, out var entry) ? $"{entry.File}:{entry.Line}: " : "";
        return new EngineException(ErrorKind.InvalidArgument, $"{place}{key}: {reason}");
    }

    /// <summary>The keys that no reader has asked for, each with its entry.</summary>
    public IEnumerable<(string Key, TomlEntry Entry)> Unread()
    {
        foreach (var (key, entry) in _entries)
        {
            if (!_known.Contains(key)) yield return (key, entry);
        }
    }

    private TomlEntry? Find(string key, TomlEntryKind kind, string wanted)
    {
        _known.Add(key);
        if (!_entries.TryGetValue(key, out var entry)) return null;
        return entry.Kind == kind ? entry : throw Wrong(key, $"must be {wanted}, is {Word(entry.Kind)}");
    }

    private Dictionary<string, T> Table<T>(string table, IReadOnlyDictionary<string, T> otherwise, Func<string, T?, T> read)
    {
        var result = new Dictionary<string, T>(otherwise, StringComparer.Ordinal);
        var prefix = table + ".";
        foreach (var key in _entries.Keys)
        {
            if (!key.StartsWith(prefix, StringComparison.Ordinal)) continue;
            var name = key[prefix.Length..];
            result[name] = read(key, result.GetValueOrDefault(name));
        }

        return result;
    }

    private static string Word(TomlEntryKind kind) => kind switch
    {
        TomlEntryKind.String => "a string",
        TomlEntryKind.Integer => "an integer",
        TomlEntryKind.Float => "a floating point number",
        TomlEntryKind.Boolean => "a boolean",
        TomlEntryKind.Date => "a date",
        TomlEntryKind.Strings => "an array of strings",
        _ => "an array of other things than strings",
    };
}
