using Hull.Core;
using Hull.Templates.Parsing.Nodes;

namespace Hull.Templates.Parsing;

/// <summary>Reads a template's text, actions and definitions; what stands inside an action is the <see cref="PipelineParser"/>'s.</summary>
internal sealed class Parser
{
    private readonly ParseScope _scope;
    private readonly TokenStream _tokens;
    private readonly PipelineParser _pipelines;
    private readonly Dictionary<string, ListNode> _definitions = new(StringComparer.Ordinal);

    private Parser(SourceText source, IReadOnlySet<string> functions)
    {
        _scope = new ParseScope(source, functions);
        _tokens = _scope.Tokens;
        _pipelines = new PipelineParser(_scope);
    }

    /// <summary>Reads a template.</summary>
    /// <param name="source">Its text and name.</param>
    /// <param name="functions">The functions that it may call.</param>
    /// <returns>Its own tree under its name, and that of each definition.</returns>
    /// <exception cref="EngineException">The text is malformed.</exception>
    public static IReadOnlyDictionary<string, ListNode> Parse(SourceText source, IReadOnlySet<string> functions)
    {
        var parser = new Parser(source, functions);
        parser.Define(source.Name, parser.TopLevel());
        return parser._definitions;
    }

    private ListNode TopLevel()
    {
        var nodes = new List<Node>();
        while (_tokens.Peek().Kind != TokenKind.End)
        {
            if (TryDefinition()) continue;
            var node = TextOrAction();
            if (node is EndNode) throw _scope.Error($"unexpected {node}");
            nodes.Add(node);
        }
        return new ListNode(0, nodes);
    }

    private bool TryDefinition()
    {
        const string Context = "define clause";
        var place = _tokens.Place;
        if (_tokens.Next().Kind != TokenKind.LeftDelimiter || _tokens.NextNonSpace().Kind != TokenKind.Define)
        {
            _tokens.Place = place;
            return false;
        }
        var name = TemplateName(_tokens.NextNonSpace(), Context);
        _scope.Expect(TokenKind.RightDelimiter, Context);
        Define(name, _scope.Apart(() => ClosedList(Context)));
        return true;
    }

    /// <summary>Keeps a definition. One of nothing but space gives way to another of the same name.</summary>
    private void Define(string name, ListNode body)
    {
        if (!_definitions.TryGetValue(name, out var earlier) || earlier.IsBlank) _definitions[name] = body;
        else if (!body.IsBlank) throw _scope.Error($"template: multiple definition of template {Printing.GoQuote.Text(name)}");
    }

    /// <summary>A list that ends with end and nothing else.</summary>
    private ListNode ClosedList(string context)
    {
        var (list, end) = List();
        return end.IsElse ? throw _scope.Error($"unexpected {end} in {context}") : list;
    }

    private (ListNode List, EndNode End) List()
    {
        var nodes = new List<Node>();
        var start = _tokens.PeekNonSpace().Position;
        while (_tokens.PeekNonSpace().Kind != TokenKind.End)
        {
            var node = TextOrAction();
            if (node is EndNode end) return (new ListNode(start, nodes), end);
            nodes.Add(node);
        }
        throw _scope.Error("unexpected EOF");
    }

    private Node TextOrAction()
    {
        var token = _tokens.NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Text:
                return new TextNode(token.Position, token.Text);
            case TokenKind.LeftDelimiter:
                _scope.Enter();
                _scope.Action = token.Position;
                var action = Action();
                _scope.Action = null;
                _scope.Leave();
                return action;
            default:
                throw _scope.Unexpected(token, "input");
        }
    }

    private Node Action()
    {
        var token = _tokens.PeekNonSpace();
        if (token.Kind is >= TokenKind.Block) _tokens.Next();
        return token.Kind switch
        {
            TokenKind.Block => Block(),
            TokenKind.Break or TokenKind.Continue => Jump(token),
            TokenKind.Else => Else(),
            TokenKind.EndKeyword => new EndNode(_scope.Expect(TokenKind.RightDelimiter, "end").Position, isElse: false),
            TokenKind.If => Branch(BranchKind.If),
            TokenKind.Range => Branch(BranchKind.Range),
            TokenKind.With => Branch(BranchKind.With),
            TokenKind.Template => Template(),
            TokenKind.Define => throw _scope.Unexpected(token, "command"),
            _ => new ActionNode(token.Position, _pipelines.Pipeline("command", TokenKind.RightDelimiter)),
        };
    }

    private JumpNode Jump(Token token)
    {
        var shown = $"{{{{{token.Text}}}}}";
        _scope.Expect(TokenKind.RightDelimiter, shown);
        if (_scope.Ranges == 0) throw _scope.Error($"{shown} outside {{{{range}}}}");
        return new JumpNode(token.Position, token.Kind == TokenKind.Break);
    }

    /// <summary>else; in "else if" and "else with" the second word stays for the branch to take.</summary>
    private EndNode Else()
    {
        var next = _tokens.PeekNonSpace();
        if (next.Kind is TokenKind.If or TokenKind.With) return new EndNode(next.Position, isElse: true);
        return new EndNode(_scope.Expect(TokenKind.RightDelimiter, "else").Position, isElse: true);
    }

    private BranchNode Branch(BranchKind kind)
    {
        var variables = _scope.Variables.Count;
        var pipe = _pipelines.Pipeline(kind.ToString().ToLowerInvariant(), TokenKind.RightDelimiter);
        if (kind == BranchKind.Range) _scope.Ranges++;
        var (body, end) = List();
        if (kind == BranchKind.Range) _scope.Ranges--;
        var otherwise = end.IsElse ? Otherwise(kind, end) : null;
        _scope.ForgetVariables(variables);
        return new BranchNode(kind, pipe, body, otherwise);
    }

    /// <summary>The part after else. "else if" continues an if and "else with" a with; both share the one end.</summary>
    private ListNode Otherwise(BranchKind kind, EndNode otherwise)
    {
        var again = kind switch
        {
            BranchKind.If => TokenKind.If,
            BranchKind.With => TokenKind.With,
            _ => TokenKind.Error,
        };
        if (_tokens.Peek().Kind == again)
        {
            _tokens.Next();
            _scope.Enter();
            var branch = Branch(kind);
            _scope.Leave();
            return new ListNode(otherwise.Position, [branch]);
        }
        var (list, end) = List();
        return end.IsElse ? throw _scope.Error($"expected end; found {end}") : list;
    }

    private TemplateNode Block()
    {
        const string Context = "block clause";
        var token = _tokens.NextNonSpace();
        var name = TemplateName(token, Context);
        var pipe = _pipelines.Pipeline(Context, TokenKind.RightDelimiter);
        Define(name, _scope.Apart(() => ClosedList(Context)));
        return new TemplateNode(token.Position, name, pipe);
    }

    private TemplateNode Template()
    {
        const string Context = "template clause";
        var token = _tokens.NextNonSpace();
        var name = TemplateName(token, Context);
        PipeNode? pipe = null;
        if (_tokens.PeekNonSpace().Kind == TokenKind.RightDelimiter) _tokens.Next();
        else pipe = _pipelines.Pipeline(Context, TokenKind.RightDelimiter);
        return new TemplateNode(token.Position, name, pipe);
    }

    private string TemplateName(Token token, string context)
    {
        if (token.Kind is not (TokenKind.String or TokenKind.RawString)) throw _scope.Unexpected(token, context);
        return GoLiteral.Text(token.Text) ?? throw _scope.Source.ParseError(token.Position, "invalid syntax");
    }
}
