using System.Text;
using Hull.Core;
using Tomlyn;
using Tomlyn.Parsing;

namespace Hull.Engine.Registries;

/// <summary>A small TOML file as nested dictionaries and lists: registries.conf has arrays of tables, which flat entries cannot hold.</summary>
internal static class TomlTree
{
    /// <summary>Reads it: string, long, bool, double or text of a date, list, dictionary.</summary>
    /// <exception cref="EngineException">InvalidArgument: it is no TOML; the message has file and line.</exception>
    public static Dictionary<string, object> Read(string file, byte[] utf8)
    {
        try
        {
            var parser = TomlParser.Create(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8));
            while (parser.MoveNext())
            {
                if (parser.Current.Kind == TomlParseEventKind.StartTable) return Table(parser);
            }
            return [];
        }
        catch (TomlException e)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"{file}:{e.Line ?? 1}: not valid TOML", inner: e);
        }
        catch (DecoderFallbackException e)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"{file}: not UTF-8", inner: e);
        }
    }

    private static Dictionary<string, object> Table(TomlParser parser)
    {
        var table = new Dictionary<string, object>(StringComparer.Ordinal);
        while (parser.MoveNext() && parser.Current.Kind != TomlParseEventKind.EndTable)
        {
            var key = parser.GetPropertyName();
            parser.MoveNext();
            table[key] = Value(parser);
        }
        return table;
    }

    private static object Value(TomlParser parser)
    {
        switch (parser.Current.Kind)
        {
            case TomlParseEventKind.StartTable:
                return Table(parser);
            case TomlParseEventKind.StartArray:
                var items = new List<object>();
                while (parser.MoveNext() && parser.Current.Kind != TomlParseEventKind.EndArray) items.Add(Value(parser));
                return items;
            case TomlParseEventKind.String:
                return parser.GetString();
            case TomlParseEventKind.Integer:
                return parser.Current.GetInt64();
            case TomlParseEventKind.Boolean:
                return parser.Current.GetBoolean();
            default:
                return "";
        }
    }
}
