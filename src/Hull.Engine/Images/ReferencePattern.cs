using Hull.Images;
using Hull.Oci;

namespace Hull.Engine.Images;

/// <summary>
/// A name of images as a person searches for it: the whole name or its last parts, with or without the tag; * and ? stand for anything
/// within a part. <c>alpine</c>, <c>library/alpine:3</c> and <c>docker.io/*/alpine</c> all find docker.io/library/alpine:3.
/// </summary>
/// <param name="pattern">The pattern.</param>
internal sealed class ReferencePattern(string pattern)
{
    /// <summary>Whether a name of the image matches, or the pattern is the image's id or its beginning.</summary>
    public bool Matches(ImageRecord image) =>
        image.Names.Any(Matches)
        || (pattern.Length >= 3 && pattern.All(char.IsAsciiHexDigitLower) && image.Id.StartsWith(pattern, StringComparison.Ordinal))
        || pattern == "sha256:" + image.Id;

    private bool Matches(ImageReference name)
    {
        var suffix = name.Tag is { } tag ? ":" + tag : "@" + name.Digest;
        for (var rest = name.Repository; ; rest = rest[(rest.IndexOf('/', StringComparison.Ordinal) + 1)..])
        {
            if (Glob(pattern, rest) || Glob(pattern, rest + suffix)) return true;
            if (!rest.Contains('/', StringComparison.Ordinal)) return false;
        }
    }

    // Go's path.Match without classes: * and ? do not cross a slash.
    private static bool Glob(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
            {
                for (var taken = 0; ; taken++)
                {
                    if (Glob(pattern[1..], text[taken..])) return true;
                    if (taken == text.Length || text[taken] == '/') return false;
                }
            }
            if (text.IsEmpty || (pattern[0] == '?' ? text[0] == '/' : pattern[0] != text[0])) return false;
            pattern = pattern[1..];
            text = text[1..];
        }
        return text.IsEmpty;
    }
}
