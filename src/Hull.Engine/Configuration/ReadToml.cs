using System.Text;
using Hull.Core;
using Tomlyn;
using Tomlyn.Parsing;

namespace Hull.Engine.Configuration;

/// <summary>
/// Reads a TOML file into flat entries: the path of a key ("engine.runtimes.crun") and its value. The distributions' containers.conf is
/// 24 kB of comments around a handful of values, so whole-line comments are taken out before Tomlyn sees the text: 0.3 ms less a start.
/// </summary>
internal ref struct ReadToml
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _file;
    private readonly Dictionary<string, TomlEntry> _entries;
    private readonly TomlParser _parser;

    private ReadToml(string file, string text)
    {
        _file = file;
        _entries = new Dictionary<string, TomlEntry>(StringComparer.Ordinal);
        _parser = TomlParser.Create(text);
    }

    /// <summary>Key → entry of one file.</summary>
    /// <param name="file">The file's path, for messages.</param>
    /// <param name="utf8">Its content.</param>
    /// <exception cref="EngineException">InvalidArgument: it is no TOML, or a key stands twice; the message has file and line.</exception>
    public static IReadOnlyDictionary<string, TomlEntry> From(string file, ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new ReadToml(file, WithoutComments(utf8));
            reader.ReadDocument();
            return reader._entries;
        }
        catch (TomlException e)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"{file}:{e.Line ?? 1}: {Reason(e)}", inner: e);
        }
        catch (DecoderFallbackException e)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"{file}: not UTF-8", inner: e);
        }
    }

    /// <summary>The text without lines that are only a comment; line numbers stay. A file with multi-line strings is left as it is.</summary>
    internal static string WithoutComments(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf("\"\"\""u8) >= 0 || utf8.IndexOf("'''"u8) >= 0) return StrictUtf8.GetString(utf8);
        var kept = new byte[utf8.Length + 1];
        var length = 0;
        while (!utf8.IsEmpty)
        {
            var end = utf8.IndexOf((byte)'\n');
            var line = end < 0 ? utf8 : utf8[..end];
            utf8 = end < 0 ? [] : utf8[(end + 1)..];
            if (!line.TrimStart(" \t"u8).StartsWith("#"u8))
            {
                line.CopyTo(kept.AsSpan(length));
                length += line.Length;
            }

            kept[length++] = (byte)'\n';
        }

        return StrictUtf8.GetString(kept, 0, length);
    }

    private readonly void ReadDocument()
    {
        while (_parser.MoveNext())
        {
            if (_parser.Current.Kind == TomlParseEventKind.StartTable) ReadTable("");
        }
    }

    private readonly void ReadTable(string prefix)
    {
        while (_parser.MoveNext() && _parser.Current.Kind != TomlParseEventKind.EndTable)
        {
            var key = prefix + _parser.GetPropertyName();
            var line = _parser.Current.Line;
            _parser.MoveNext();
            switch (_parser.Current.Kind)
            {
                case TomlParseEventKind.StartTable:
                    ReadTable(key + ".");
                    break;
                case TomlParseEventKind.StartArray:
                    Add(key, ReadArray(line));
                    break;
                default:
                    Add(key, Scalar(line));
                    break;
            }
        }
    }

    private readonly void Add(string key, TomlEntry entry)
    {
        if (_entries.TryAdd(key, entry)) return;
        throw new EngineException(
            ErrorKind.InvalidArgument, $"{_file}:{entry.Line}: {key} is set a second time (first in line {_entries[key].Line})");
    }

    private readonly TomlEntry Scalar(int line) => _parser.Current.Kind switch
    {
        TomlParseEventKind.String => Entry(line, TomlEntryKind.String) with { Text = _parser.GetString() },
        TomlParseEventKind.Integer => Entry(line, TomlEntryKind.Integer) with { Number = _parser.Current.GetInt64() },
        TomlParseEventKind.Boolean => Entry(line, TomlEntryKind.Boolean) with { Number = _parser.Current.GetBoolean() ? 1 : 0 },
        TomlParseEventKind.Float => Entry(line, TomlEntryKind.Float),
        _ => Entry(line, TomlEntryKind.Date),
    };

    private readonly TomlEntry ReadArray(int line)
    {
        var items = new List<string>();
        var kind = TomlEntryKind.Strings;
        var append = false;
        while (_parser.MoveNext() && _parser.Current.Kind != TomlParseEventKind.EndArray)
        {
            if (_parser.Current.Kind == TomlParseEventKind.String) items.Add(_parser.GetString());
            else if (_parser.Current.Kind == TomlParseEventKind.StartTable && ReadAttributes(out var isAppend)) append = isAppend;
            else kind = SkipOther();
        }

        return Entry(line, kind) with { Items = items, Append = append };
    }

    // {append=true} is the only table that containers.conf has in arrays of strings; every other is some other kind of array.
    private readonly bool ReadAttributes(out bool append)
    {
        append = false;
        var onlyAppend = true;
        for (var depth = 1; depth > 0 && _parser.MoveNext();)
        {
            var kind = _parser.Current.Kind;
            if (kind is TomlParseEventKind.StartTable or TomlParseEventKind.StartArray) depth++;
            else if (kind is TomlParseEventKind.EndTable or TomlParseEventKind.EndArray) depth--;
            else if (kind == TomlParseEventKind.PropertyName) onlyAppend &= depth == 1 && _parser.GetPropertyName() == "append";
            else if (kind == TomlParseEventKind.Boolean) append = _parser.Current.GetBoolean();
            else onlyAppend = false;
        }

        return onlyAppend;
    }

    private readonly TomlEntryKind SkipOther()
    {
        if (_parser.Current.Kind == TomlParseEventKind.StartArray) ReadArray(0);
        return TomlEntryKind.OtherArray;
    }

    private readonly TomlEntry Entry(int line, TomlEntryKind kind) => new() { File = _file, Line = line, Kind = kind };

    // "(3,1) : error : Unexpected end-of-file …": the position is given in Hull's own form already.
    private static string Reason(TomlException e)
    {
        var message = e.Message;
        var end = message.IndexOf('\n', StringComparison.Ordinal);
        if (end >= 0) message = message[..end];
        var start = message.IndexOf(" : error : ", StringComparison.Ordinal);
        return "not valid TOML: " + message[(start < 0 ? 0 : start + " : error : ".Length)..].Trim();
    }
}
