using System.Buffers;
using System.Text.RegularExpressions;
using Hull.Core;
using Hull.Core.GoSyntax;

namespace Hull.Engine.Containers.Listing;

/// <summary>A regular expression of a filter, found anywhere in a text. Most are plain words, which need no such machinery.</summary>
public sealed class NamePattern
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\\*+?|{}[]()^$.#");

    // A pattern that backtracks without end must not hang a list.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly string _text;
    private readonly Regex? _regex;

    private NamePattern(string text, Regex? regex)
    {
        _text = text;
        _regex = regex;
    }

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <exception cref="EngineException">InvalidArgument: it is no regular expression.</exception>
    public static NamePattern Parse(string text)
    {
        if (!text.AsSpan().ContainsAny(Special)) return new NamePattern(text, null);
        try
        {
            return new NamePattern(text, new Regex(text, RegexOptions.CultureInvariant, Longest));
        }
        catch (RegexParseException failure)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"filter value {GoQuote.Text(text)} is no regular expression: {failure.Message}", inner: failure);
        }
    }

    /// <summary>Whether the pattern is found in a text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="EngineException">InvalidArgument: the pattern takes too long.</exception>
    public bool Matches(string text)
    {
        try
        {
            return _regex?.IsMatch(text) ?? text.Contains(_text, StringComparison.Ordinal);
        }
        catch (RegexMatchTimeoutException failure)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"filter value {GoQuote.Text(_text)} takes too long to match", inner: failure);
        }
    }
}
