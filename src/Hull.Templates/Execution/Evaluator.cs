using Hull.Templates.Parsing.Nodes;

namespace Hull.Templates.Execution;

/// <summary>Evaluates pipelines, commands and operands. What a command gets from the one before it travels as its last argument.</summary>
internal sealed class Evaluator
{
    private readonly Run _run;
    private readonly Frame _frame;
    private readonly Calls _calls;
    private readonly Members _members;

    public Evaluator(Run run, Frame frame)
    {
        _run = run;
        _frame = frame;
        _calls = new Calls(run, frame, this);
        _members = new Members(run, frame, _calls);
    }

    /// <summary>The value of a pipeline; its variables are set.</summary>
    public TemplateValue Pipeline(TemplateValue dot, PipeNode pipe)
    {
        _run.At = pipe;
        TemplateValue? value = null;
        foreach (var command in pipe.Commands) value = InterfaceValue.Unwrap(Command(dot, command, value));
        foreach (var variable in pipe.Variables)
        {
            if (pipe.IsAssign) Assign(variable.Name, value!);
            else _frame.Declare(variable.Name, value!);
        }
        return value!;
    }

    /// <summary>Sets a variable that exists.</summary>
    public void Assign(string name, TemplateValue value) => Variable(name).Value = value;

    /// <summary>The value of an operand that is no literal, or null for a literal, whose type depends on where it stands.</summary>
    public TemplateValue? Operand(TemplateValue dot, Node node)
    {
        _run.At = node;
        return node switch
        {
            DotNode => dot,
            FieldNode field => Field(dot, field, [], null),
            VariableNode variable => VariableFields(dot, variable, [], null),
            PipeNode pipe => Pipeline(dot, pipe),
            IdentifierNode function => Function(dot, function, function, [], null),
            ChainNode chain => Chain(dot, chain, [], null),
            _ => null,
        };
    }

    /// <summary>A literal where any type will do.</summary>
    public TemplateValue Literal(Node node)
    {
        _run.At = node;
        return node switch
        {
            BoolNode b => b.Value,
            StringNode s => s.Text,
            NumberNode number => Number(number),
            _ => throw _run.Error(_frame, "nil is not a command"),
        };
    }

    private TemplateValue Command(TemplateValue dot, CommandNode command, TemplateValue? previous)
    {
        var first = command.Arguments[0];
        var arguments = command.Arguments.Skip(1).ToArray();
        switch (first)
        {
            case FieldNode field:
                return Field(dot, field, arguments, previous);
            case ChainNode chain:
                return Chain(dot, chain, arguments, previous);
            case IdentifierNode function:
                return Function(dot, function, command, arguments, previous);
            case VariableNode variable:
                return VariableFields(dot, variable, arguments, previous);
            case PipeNode pipe:
                RefuseArguments(first, arguments, previous);
                return Pipeline(dot, pipe);
            default:
                _run.At = first;
                RefuseArguments(first, arguments, previous);
                return first is DotNode ? dot : Literal(first);
        }
    }

    private TemplateValue Field(TemplateValue dot, FieldNode field, IReadOnlyList<Node> arguments, TemplateValue? previous)
    {
        _run.At = field;
        return _members.Chain(dot, dot, field, field.Names, arguments, previous);
    }

    private TemplateValue Chain(TemplateValue dot, ChainNode chain, IReadOnlyList<Node> arguments, TemplateValue? previous)
    {
        _run.At = chain;
        var receiver = Operand(dot, chain.Term)!;
        return _members.Chain(dot, receiver, chain, chain.Fields, arguments, previous);
    }

    private TemplateValue VariableFields(TemplateValue dot, VariableNode node, IReadOnlyList<Node> arguments, TemplateValue? previous)
    {
        _run.At = node;
        var value = Variable(node.Name).Value;
        if (node.Fields.Count > 0) return _members.Chain(dot, value, node, node.Fields, arguments, previous);
        RefuseArguments(node, arguments, previous);
        return value;
    }

    private TemplateValue Function(TemplateValue dot, IdentifierNode function, Node shown, IReadOnlyList<Node> arguments, TemplateValue? previous)
    {
        _run.At = function;
        return _calls.Function(dot, function.Name, shown, arguments, previous);
    }

    /// <summary>The parser knows all variables, but a branch that was not taken may have left one out of sight.</summary>
    private Variable Variable(string name) => _frame.Find(name) ?? throw _run.Error(_frame, $"undefined variable: {name}");

    private void RefuseArguments(Node first, IReadOnlyList<Node> arguments, TemplateValue? previous)
    {
        if (arguments.Count > 0 || previous is not null) throw _run.Error(_frame, $"can't give argument to non-function {first}");
    }

    /// <summary>A number takes the type that its form suggests: a float if it has a point or an exponent, else an int.</summary>
    private TemplateValue Number(NumberNode node)
    {
        var isCharacter = node.Text[0] == '\'';
        var isHex = node.Text.Length > 2 && node.Text[0] == '0' && node.Text[1] is 'x' or 'X' && !node.Text.Contains('p', StringComparison.OrdinalIgnoreCase);
        if (!isCharacter && !isHex && node.Text.AsSpan().IndexOfAny(".eEpP") >= 0) return node.Value.Float;
        return node.Value.Integer is { } whole ? new IntValue(whole) : throw _run.Error(_frame, $"{node.Text} overflows int");
    }
}
