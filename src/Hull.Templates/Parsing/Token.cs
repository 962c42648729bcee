using Hull.Templates.Printing;

namespace Hull.Templates.Parsing;

/// <summary>A piece of a template's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="Text">Its text; of an error, the message.</param>
internal readonly record struct Token(TokenKind Kind, int Position, string Text)
{
    /// <summary>The token as errors name it.</summary>
    public override string ToString()
    {
        if (Kind == TokenKind.End) return "EOF";
        if (Kind == TokenKind.Error) return Text;
        if (Kind >= TokenKind.Dot) return $"<{Text}>";
        if (GoBytes.Length(Text) <= 10) return GoQuote.Text(Text);
        return GoPrint.Sprintf("%.10q...", [Text]);
    }
}
