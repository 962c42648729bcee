namespace Hull.Templates.Parsing;

/// <summary>The tokens of a template with a place in them. The last token, the end or an error, comes again and again.</summary>
internal sealed class TokenStream(IReadOnlyList<Token> tokens)
{
    private int _furthest;

    /// <summary>The place, to return to.</summary>
    public int Place { get; set; }

    /// <summary>The furthest token that anything has looked at; errors that concern no token in particular are placed there.</summary>
    public Token Furthest => tokens[Math.Min(_furthest, tokens.Count - 1)];

    /// <summary>Takes the next token.</summary>
    public Token Next()
    {
        var token = Peek();
        Place++;
        return token;
    }

    /// <summary>The next token, not taken.</summary>
    public Token Peek()
    {
        _furthest = Math.Max(_furthest, Place);
        return tokens[Math.Min(Place, tokens.Count - 1)];
    }

    /// <summary>Takes the next token that is no space.</summary>
    public Token NextNonSpace()
    {
        SkipSpace();
        return Next();
    }

    /// <summary>The next token that is no space, not taken; the space is.</summary>
    public Token PeekNonSpace()
    {
        SkipSpace();
        return Peek();
    }

    private void SkipSpace()
    {
        while (Peek().Kind == TokenKind.Space) Place++;
    }
}
