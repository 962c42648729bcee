using System.Runtime.CompilerServices;
using Hull.Core;

namespace Hull.Templates.Parsing;

/// <summary>What the parts of the parser share while they read one template: the tokens, the names in sight, how deep they are.</summary>
internal sealed class ParseScope(SourceText source, IReadOnlySet<string> functions)
{
    /// <summary>
    /// How deep parentheses and blocks may lie in each other. Reading and running them takes a few calls each, and the stack of a thread
    /// must hold them all.
    /// </summary>
    private const int DeepestNesting = 500;

    private int _depth;

    public SourceText Source { get; } = source;

    public TokenStream Tokens { get; } = new(Lexer.Split(source.Text));

    public IReadOnlySet<string> Functions { get; } = functions;

    /// <summary>The variables declared so far, innermost last.</summary>
    public List<string> Variables { get; private set; } = ["$"];

    /// <summary>How many ranges surround this place.</summary>
    public int Ranges { get; set; }

    /// <summary>The start of the action being read, for errors on a later line; null outside of one.</summary>
    public int? Action { get; set; }

    /// <summary>Goes one level deeper, or fails where that is too deep.</summary>
    public void Enter()
    {
        if (++_depth > DeepestNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Error($"nested too deeply: more than {DeepestNesting} levels");
    }

    /// <summary>Comes back from a level.</summary>
    public void Leave() => _depth--;

    /// <summary>Forgets the variables declared since there were this many.</summary>
    public void ForgetVariables(int count) => Variables.RemoveRange(count, Variables.Count - count);

    /// <summary>Reads something that sees no variables and ranges of its surroundings, such as a definition.</summary>
    public T Apart<T>(Func<T> read)
    {
        var (variables, ranges, action) = (Variables, Ranges, Action);
        (Variables, Ranges, Action) = (["$"], 0, null);
        var result = read();
        (Variables, Ranges, Action) = (variables, ranges, action);
        return result;
    }

    /// <summary>Takes the next token, which must be of a kind.</summary>
    public Token Expect(TokenKind kind, string context)
    {
        var token = Tokens.NextNonSpace();
        return token.Kind == kind ? token : throw Unexpected(token, context);
    }

    /// <summary>An error about no token in particular.</summary>
    public EngineException Error(string message, string? hint = null) => Source.ParseError(Tokens.Furthest.Position, message, hint);

    /// <summary>An error about a token that has no place here, or the lexer's own error.</summary>
    public EngineException Unexpected(Token token, string context)
    {
        if (token.Kind != TokenKind.Error) return Source.ParseError(token.Position, $"unexpected {token} in {context}");
        var started = "";
        if (Action is { } action && Source.LineOf(action) != Source.LineOf(token.Position))
        {
            var of = token.Text.EndsWith(" action", StringComparison.Ordinal) ? " started" : " in action started";
            started = $"{of} at {Source.Name}:{Source.LineOf(action)}";
        }
        return Source.ParseError(token.Position, token.Text + started);
    }
}
