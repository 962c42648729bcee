using System.Text;
using System.Text.RegularExpressions;

namespace Hull.Cli.Options.Values;

/// <summary>Paths of the host by a pattern, as Go's filepath.Glob finds them: * and ? stand for anything but a slash, [a-z] and [^a-z] for one of a set.</summary>
internal static class GlobPaths
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <summary>The paths that are there, in the order of their names.</summary>
    /// <param name="pattern">An absolute pattern.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: a set is not closed.</exception>
    public static IReadOnlyList<string> Find(string pattern)
    {
        List<string> found = ["/"];
        foreach (var part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
            found = [.. found.SelectMany(directory => Below(directory, part))];
        return found;
    }

    private static IEnumerable<string> Below(string directory, string part)
    {
        if (part.AsSpan().IndexOfAny("*?[\\") < 0)
        {
            var path = Path.Join(directory, part);
            return Path.Exists(path) || new FileInfo(path).LinkTarget is not null ? [path] : [];
        }
        if (!Directory.Exists(directory)) return [];
        var expression = Expression(part);
        return Directory.EnumerateFileSystemEntries(directory, "*", new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = true })
            .Where(path => expression.IsMatch(Path.GetFileName(path))).Order(StringComparer.Ordinal);
    }

    private static Regex Expression(string part)
    {
        var text = new StringBuilder("^");
        for (var i = 0; i < part.Length; i++)
        {
            switch (part[i])
            {
                case '*':
                    text.Append(".*");
                    break;
                case '?':
                    text.Append('.');
                    break;
                case '[':
                    var end = part.IndexOf(']', i + 1);
                    if (end < 0) throw Wrong.Value($"{part}: syntax error in pattern");
                    text.Append('[').Append(part[(i + 1)..end].Replace("\\", "\\\\", StringComparison.Ordinal)).Append(']');
                    i = end;
                    break;
                case '\\' when i + 1 < part.Length:
                    text.Append(Regex.Escape(part[++i].ToString()));
                    break;
                default:
                    text.Append(Regex.Escape(part[i].ToString()));
                    break;
            }
        }
        return new Regex(text.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.Singleline, LongestMatch);
    }
}
