namespace Hull.Templates.Parsing;

/// <summary>What a piece of a template's text is.</summary>
internal enum TokenKind
{
    Error,
    End,
    Text,
    LeftDelimiter,
    RightDelimiter,
    Space,
    Assign,
    Declare,
    Pipe,
    LeftParenthesis,
    RightParenthesis,
    Character,
    Bool,
    CharConstant,
    Number,
    String,
    RawString,
    Field,
    Variable,
    Identifier,

    // The keywords; errors show them in angle brackets.
    Dot,
    Nil,
    Block,
    Break,
    Continue,
    Define,
    Else,
    EndKeyword,
    If,
    Range,
    Template,
    With,
}
