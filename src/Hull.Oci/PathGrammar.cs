using System.Buffers;

namespace Hull.Oci;

/// <summary>
/// The repository part of an image name (docker/distribution, reference.go): components of lower-case letters and digits, inside of
/// which one dot, one or two underscores or any number of dashes may stand; components parted by '/'.
/// </summary>
internal static class PathGrammar
{
    private static readonly SearchValues<char> _alphanumeric = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    public static bool Matches(string path)
    {
        foreach (var range in path.AsSpan().Split('/'))
        {
            if (!IsComponent(path.AsSpan(range))) return false;
        }
        return true;
    }

    private static bool IsComponent(ReadOnlySpan<char> component)
    {
        if (component.IsEmpty || !IsAlphanumeric(component[0]) || !IsAlphanumeric(component[^1])) return false;
        var i = 0;
        while (i < component.Length)
        {
            if (IsAlphanumeric(component[i]))
            {
                i++;
                continue;
            }
            var separator = component[i..];
            separator = separator[..separator.IndexOfAlphanumeric()];
            if (separator is not ("." or "_" or "__") && separator.ContainsAnyExcept('-')) return false;
            i += separator.Length;
        }
        return true;
    }

    private static bool IsAlphanumeric(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);

    private static int IndexOfAlphanumeric(this ReadOnlySpan<char> text) => text.IndexOfAny(_alphanumeric);
}
