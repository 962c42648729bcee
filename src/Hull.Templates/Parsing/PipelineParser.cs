using Hull.Templates.Parsing.Nodes;
using Hull.Templates.Printing;

namespace Hull.Templates.Parsing;

/// <summary>Reads pipelines: declarations, commands and their operands.</summary>
internal sealed class PipelineParser(ParseScope scope)
{
    // Each command of a pipeline is evaluated in a loop, but printing the pipeline in an error shows them all.
    private const int LongestPipeline = 10_000;

    private readonly TokenStream _tokens = scope.Tokens;

    /// <summary>Reads a pipeline and what closes it.</summary>
    /// <param name="context">The word for it in errors; "range" may declare two variables.</param>
    /// <param name="end">What closes it.</param>
    public PipeNode Pipeline(string context, TokenKind end)
    {
        var position = _tokens.PeekNonSpace().Position;
        var variables = Declarations(context, out var isAssign);
        var commands = new List<CommandNode>();
        while (true)
        {
            var token = _tokens.PeekNonSpace();
            if (token.Kind == end)
            {
                _tokens.Next();
                break;
            }
            if (!StartsOperand(token.Kind)) throw scope.Unexpected(_tokens.Next(), context);
            commands.Add(Command());
            if (commands.Count > LongestPipeline) throw scope.Error("pipeline too long");
        }
        Check(commands, context);
        return new PipeNode(position, variables, isAssign, commands);
    }

    private List<VariableNode> Declarations(string context, out bool isAssign)
    {
        var declared = new List<VariableNode>();
        isAssign = false;
        while (_tokens.PeekNonSpace().Kind == TokenKind.Variable)
        {
            var place = _tokens.Place;
            var variable = _tokens.Next();
            var next = _tokens.PeekNonSpace();
            if (next.Kind is TokenKind.Assign or TokenKind.Declare)
            {
                isAssign = next.Kind == TokenKind.Assign;
                Declare(declared, variable);
                return declared;
            }
            if (next is not { Kind: TokenKind.Character, Text: "," })
            {
                // An operand, not a declaration; the space after it counts again.
                _tokens.Place = place;
                return declared;
            }
            Declare(declared, variable);
            if (context != "range" || declared.Count > 1) throw scope.Error($"too many declarations in {context}");
            if (_tokens.PeekNonSpace().Kind is not (TokenKind.Variable or TokenKind.RightDelimiter or TokenKind.RightParenthesis))
                throw scope.Error("range can only initialize variables");
        }
        return declared;
    }

    private void Declare(List<VariableNode> declared, Token variable)
    {
        _tokens.Next();
        declared.Add(new VariableNode(variable.Position, variable.Text, []));
        scope.Variables.Add(variable.Text);
    }

    private void Check(List<CommandNode> commands, string context)
    {
        if (commands.Count == 0) throw scope.Error($"missing value for {context}");
        for (var stage = 1; stage < commands.Count; stage++)
        {
            // A value can take nothing from the command before it.
            if (commands[stage].Arguments[0] is BoolNode or DotNode or NilNode or NumberNode or StringNode)
                throw scope.Error($"non executable command in pipeline stage {stage + 1}");
        }
    }

    private CommandNode Command()
    {
        var position = _tokens.PeekNonSpace().Position;
        var arguments = new List<Node>();
        while (true)
        {
            _tokens.PeekNonSpace();
            if (Operand() is { } operand) arguments.Add(operand);
            var token = _tokens.Next();
            if (token.Kind == TokenKind.Space) continue;
            if (token.Kind is TokenKind.RightDelimiter or TokenKind.RightParenthesis) _tokens.Place--;
            else if (token.Kind != TokenKind.Pipe) throw scope.Unexpected(token, "operand");
            break;
        }
        return arguments.Count > 0 ? new CommandNode(position, arguments) : throw scope.Error("empty command");
    }

    /// <summary>A term with the fields that follow it, or null where the next token starts no operand.</summary>
    private Node? Operand()
    {
        var term = Term();
        if (term is null || _tokens.Peek().Kind != TokenKind.Field) return term;
        var position = _tokens.Peek().Position;
        var fields = new List<string>();
        while (_tokens.Peek().Kind == TokenKind.Field) fields.Add(_tokens.Next().Text[1..]);
        return term switch
        {
            FieldNode field => new FieldNode(position, [.. field.Names, .. fields]),
            VariableNode variable => new VariableNode(position, variable.Name, fields),
            BoolNode or StringNode or NumberNode or NilNode or DotNode =>
                throw scope.Error($"unexpected . after term {GoQuote.Text(term.ToString())}"),
            _ => new ChainNode(position, term, fields),
        };
    }

    private Node? Term()
    {
        var token = _tokens.PeekNonSpace();
        if (!StartsOperand(token.Kind)) return null;
        _tokens.Next();
        return token.Kind switch
        {
            TokenKind.Identifier => Function(token),
            TokenKind.Dot => new DotNode(token.Position),
            TokenKind.Nil => new NilNode(token.Position),
            TokenKind.Variable => Variable(token),
            TokenKind.Field => new FieldNode(token.Position, [token.Text[1..]]),
            TokenKind.Bool => new BoolNode(token.Position, token.Text == "true"),
            TokenKind.Number => Number(token),
            TokenKind.CharConstant => Character(token),
            TokenKind.LeftParenthesis => Parenthesis(),
            _ => new StringNode(
                token.Position, token.Text, GoLiteral.Text(token.Text) ?? throw scope.Source.ParseError(token.Position, "invalid syntax")),
        };
    }

    private IdentifierNode Function(Token token)
    {
        if (scope.Functions.Contains(token.Text)) return new IdentifierNode(token.Position, token.Text);
        throw scope.Source.ParseError(
            token.Position, $"function {GoQuote.Text(token.Text)} not defined", Nearest.Hint(token.Text, scope.Functions, prefix: ""));
    }

    private VariableNode Variable(Token token)
    {
        if (scope.Variables.Contains(token.Text)) return new VariableNode(token.Position, token.Text, []);
        throw scope.Source.ParseError(
            token.Position, $"undefined variable {GoQuote.Text(token.Text)}", Nearest.Hint(token.Text, scope.Variables, prefix: ""));
    }

    private NumberNode Number(Token token)
    {
        if (NumberLiteral.Parse(token.Text, out var overflows) is { } value) return new NumberNode(token.Position, token.Text, value);
        var problem = overflows ? "integer overflow" : "illegal number syntax";
        throw scope.Source.ParseError(token.Position, $"{problem}: {GoQuote.Text(token.Text)}");
    }

    private NumberNode Character(Token token)
    {
        if (GoLiteral.Character(token.Text, out var isBadEscape) is { } rune)
            return new NumberNode(token.Position, token.Text, NumberLiteral.OfCharacter(rune));
        var problem = isBadEscape ? "invalid syntax" : $"malformed character constant: {token.Text}";
        throw scope.Source.ParseError(token.Position, problem);
    }

    private PipeNode Parenthesis()
    {
        scope.Enter();
        var pipe = Pipeline("parenthesized pipeline", TokenKind.RightParenthesis);
        scope.Leave();
        return pipe;
    }

    private static bool StartsOperand(TokenKind kind) => kind
        is TokenKind.Bool or TokenKind.CharConstant or TokenKind.Dot or TokenKind.Field or TokenKind.Identifier or TokenKind.Number
        or TokenKind.Nil or TokenKind.RawString or TokenKind.String or TokenKind.Variable or TokenKind.LeftParenthesis;
}
