using System.Globalization;
using System.Text;
using Hull.Templates.Printing;

namespace Hull.Templates.Parsing;

/// <summary>
/// Splits a template into tokens. It stops at the first error, which is then the last token; the parser reports it when it gets there, so
/// that an earlier error of the grammar comes first.
/// </summary>
internal sealed class Lexer
{
    private const string Left = "{{";
    private const string Right = "}}";
    private const int TrimMarkerLength = 2;

    private static readonly Dictionary<string, TokenKind> Words = new(StringComparer.Ordinal)
    {
        ["block"] = TokenKind.Block,
        ["break"] = TokenKind.Break,
        ["continue"] = TokenKind.Continue,
        ["define"] = TokenKind.Define,
        ["else"] = TokenKind.Else,
        ["end"] = TokenKind.EndKeyword,
        ["false"] = TokenKind.Bool,
        ["if"] = TokenKind.If,
        ["nil"] = TokenKind.Nil,
        ["range"] = TokenKind.Range,
        ["template"] = TokenKind.Template,
        ["true"] = TokenKind.Bool,
        ["with"] = TokenKind.With,
    };

    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _at;
    private int _start;
    private int _parentheses;
    private bool _failed;

    private Lexer(string text) => _text = text;

    /// <summary>All tokens; the last is the end or an error.</summary>
    public static IReadOnlyList<Token> Split(string text)
    {
        var lexer = new Lexer(text);
        while (!lexer._failed && lexer.TextAndAction())
        {
        }
        if (!lexer._failed) lexer.Emit(TokenKind.End);
        return lexer._tokens;
    }

    /// <summary>Takes text up to an action and then the action; says whether there was one.</summary>
    private bool TextAndAction()
    {
        var open = _text.IndexOf(Left, _at, StringComparison.Ordinal);
        _at = open < 0 ? _text.Length : open;
        var trims = open >= 0 && HasLeftTrim(open + Left.Length);
        var text = _text[_start.._at];
        if (trims) text = text.TrimEnd(' ', '\t', '\r', '\n');
        if (text.Length > 0) _tokens.Add(new Token(TokenKind.Text, _start, text));
        _start = _at;
        if (open < 0) return false;
        _at += Left.Length;
        var afterMarker = _at + (trims ? TrimMarkerLength : 0);
        if (string.CompareOrdinal(_text, afterMarker, "/*", 0, 2) == 0)
        {
            Comment(afterMarker);
            return true;
        }
        Emit(TokenKind.LeftDelimiter);
        _at = _start = afterMarker;
        _parentheses = 0;
        while (!_failed && InsideAction())
        {
        }
        return true;
    }

    private void Comment(int open)
    {
        _start = open;
        var close = _text.IndexOf("*/", open + 2, StringComparison.Ordinal);
        if (close < 0)
        {
            Fail("unclosed comment");
            return;
        }
        _at = close + 2;
        if (!AtRight(out _)) Fail("comment ends before closing delimiter");
        else TakeRight(emit: false);
    }

    /// <summary>Takes one token inside an action; says whether the action goes on.</summary>
    private bool InsideAction()
    {
        if (AtRight(out _))
        {
            if (_parentheses > 0) Fail("unclosed left paren");
            else TakeRight(emit: true);
            return false;
        }
        if (_at >= _text.Length)
        {
            Fail("unclosed action");
            return false;
        }
        if (IsSpace(_text[_at])) Spaces();
        else if (!Punctuation()) Operand();
        return true;
    }

    /// <summary>Takes a token that is known by its first character alone, if one stands here.</summary>
    private bool Punctuation()
    {
        switch (_text[_at])
        {
            case '=':
                Take(1, TokenKind.Assign);
                return true;
            case ':':
                if (PeekAt(1) == '=') Take(2, TokenKind.Declare);
                else Fail("expected :=");
                return true;
            case '|':
                Take(1, TokenKind.Pipe);
                return true;
            case '(':
                Take(1, TokenKind.LeftParenthesis);
                _parentheses++;
                return true;
            case ')':
                if (--_parentheses < 0) Fail("unexpected right paren");
                else Take(1, TokenKind.RightParenthesis);
                return true;
            default:
                return false;
        }
    }

    private void Operand()
    {
        switch (_text[_at])
        {
            case '"':
                Quoted('"', TokenKind.String, "unterminated quoted string");
                break;
            case '\'':
                Quoted('\'', TokenKind.CharConstant, "unterminated character constant");
                break;
            case '`':
                RawString();
                break;
            case '$':
                Name(TokenKind.Variable, TokenKind.Variable);
                break;
            case '.' when !char.IsAsciiDigit(PeekAt(1)):
                Name(TokenKind.Field, TokenKind.Dot);
                break;
            case '.' or '+' or '-' or (>= '0' and <= '9'):
                Number();
                break;
            default:
                Other();
                break;
        }
    }

    private void Other()
    {
        var rune = RuneAt(_at, out _);
        if (IsAlphanumeric(rune)) Identifier();
        else if (rune is > ' ' and < 0x7F) Take(1, TokenKind.Character);
        else Fail("unrecognized character in action: " + GoQuote.CodePoint(rune));
    }

    /// <summary>A run of spaces, without the one that belongs to a closing trim marker.</summary>
    private void Spaces()
    {
        while (_at < _text.Length && IsSpace(_text[_at]) && !AtRight(out _)) _at++;
        Emit(TokenKind.Space);
    }

    /// <summary>A quoted string or character; whether its escapes are good is for the parser to see.</summary>
    private void Quoted(char quote, TokenKind kind, string unterminated)
    {
        for (_at++; _at < _text.Length && _text[_at] != '\n'; _at++)
        {
            if (_text[_at] == quote)
            {
                Take(1, kind);
                return;
            }
            if (_text[_at] == '\\' && PeekAt(1) is not ('\n' or '\0')) _at++;
        }
        Fail(unterminated);
    }

    private void RawString()
    {
        var close = _text.IndexOf('`', _at + 1);
        if (close < 0) Fail("unterminated raw quoted string");
        else Take(close + 1 - _at, TokenKind.RawString);
    }

    /// <summary>A field or a variable, or what the sign alone means.</summary>
    private void Name(TokenKind kind, TokenKind alone)
    {
        _at++;
        if (AtTerminator()) Emit(alone);
        else if (TakeWord()) Emit(kind);
    }

    private void Identifier()
    {
        if (!TakeWord()) return;
        Emit(Words.GetValueOrDefault(_text[_start.._at], TokenKind.Identifier));
    }

    private bool TakeWord()
    {
        while (_at < _text.Length && IsAlphanumeric(RuneAt(_at, out var length))) _at += length;
        if (AtTerminator()) return true;
        Fail("bad character " + GoQuote.CodePoint(RuneAt(_at, out _)));
        return false;
    }

    private void Number()
    {
        _at = NumberScanner.End(_text, _at);
        var next = _at < _text.Length ? RuneAt(_at, out var length) : length = 0;
        if (length > 0 && IsAlphanumeric(next))
        {
            _at += length;
            Fail($"bad number syntax: {GoQuote.Text(_text[_start.._at])}");
        }
        else if (length > 0 && next is '+' or '-') Fail("complex numbers are not supported");
        else Emit(TokenKind.Number);
    }

    /// <summary>Whether a word may end here; <c>$x+2</c> may not, so that arithmetic stays free for the future.</summary>
    private bool AtTerminator()
    {
        if (_at >= _text.Length || IsSpace(_text[_at])) return true;
        return _text[_at] is '.' or ',' or '|' or ':' or ')' or '(' || string.CompareOrdinal(_text, _at, Right, 0, Right.Length) == 0;
    }

    private bool AtRight(out bool trims)
    {
        trims = _at < _text.Length && IsSpace(_text[_at]) && PeekAt(1) == '-'
            && string.CompareOrdinal(_text, _at + TrimMarkerLength, Right, 0, Right.Length) == 0;
        return trims || string.CompareOrdinal(_text, _at, Right, 0, Right.Length) == 0;
    }

    private void TakeRight(bool emit)
    {
        AtRight(out var trims);
        if (trims) _at += TrimMarkerLength;
        _start = _at;
        _at += Right.Length;
        if (emit) Emit(TokenKind.RightDelimiter);
        while (trims && _at < _text.Length && IsSpace(_text[_at])) _at++;
        _start = _at;
    }

    private bool HasLeftTrim(int at) => at + 1 < _text.Length && _text[at] == '-' && IsSpace(_text[at + 1]);

    private char PeekAt(int distance) => _at + distance < _text.Length ? _text[_at + distance] : '\0';

    private int RuneAt(int at, out int length)
    {
        if (!Rune.TryGetRuneAt(_text, at, out var rune))
        {
            length = 1;
            return 0xFFFD;
        }
        length = rune.Utf16SequenceLength;
        return rune.Value;
    }

    private void Take(int length, TokenKind kind)
    {
        _at += length;
        Emit(kind);
    }

    private void Emit(TokenKind kind)
    {
        _tokens.Add(new Token(kind, _start, _text[_start.._at]));
        _start = _at;
    }

    private void Fail(string message)
    {
        _tokens.Add(new Token(TokenKind.Error, _start, message));
        _failed = true;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';

    private static bool IsAlphanumeric(int rune) =>
        rune == '_' || (Rune.IsValid(rune) && (Rune.IsLetter(new Rune(rune)) || Rune.GetUnicodeCategory(new Rune(rune)) == UnicodeCategory.DecimalDigitNumber));
}
