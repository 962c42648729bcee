using Hull.Core;
using Hull.Templates.Parsing.Nodes;

namespace Hull.Templates.Execution;

/// <summary>
/// Fits values to the types of parameters. It is a little more generous than Go: a string of a named type is a string, an integer of
/// another size an integer, and a list of any type whose elements are all strings a list of strings.
/// </summary>
internal sealed class Arguments(Run run, Frame frame, Evaluator evaluator)
{
    /// <summary>The value of an argument for a parameter.</summary>
    public TemplateValue Evaluate(TemplateValue dot, GoType parameter, Node node)
    {
        if (evaluator.Operand(dot, node) is { } value) return Fit(value, parameter);
        if (node is NilNode) return CanBeNil(parameter) ? Nil(parameter) : throw run.Error(frame, $"cannot assign nil to {parameter}");
        return parameter.Kind switch
        {
            GoKind.Interface => evaluator.Literal(node),
            GoKind.String => node is StringNode text ? text.Text : throw Expected("string", node),
            GoKind.Int => node is NumberNode { Value.Integer: { } whole } ? new IntValue(whole) : throw Expected("integer", node),
            GoKind.Bool => node is BoolNode flag ? flag.Value : throw Expected("bool", node),
            GoKind.Float => node is NumberNode number ? number.Value.Float : throw Expected("float", node),
            _ => throw run.Error(frame, $"can't handle {node} for arg of type {parameter}"),
        };
    }

    /// <summary>A value for a parameter: itself, what it points to, or the same in the parameter's type.</summary>
    public TemplateValue Fit(TemplateValue value, GoType parameter)
    {
        if (value is NoValue) return CanBeNil(parameter) ? Nil(parameter) : throw run.Error(frame, $"invalid value; expected {parameter}");
        if (parameter == GoType.Reflected && value is InterfaceValue { Inner: null }) return value;
        if (parameter.Kind == GoKind.Interface) return InterfaceValue.Unwrap(value);
        var inner = InterfaceValue.Unwrap(value);
        if (As(inner, parameter) is { } fitting) return fitting;
        if (inner is PointerValue pointer && pointer.Type.Element == parameter)
            return pointer.Target ?? throw run.Error(frame, $"dereference of nil pointer of type {parameter}");
        throw run.Error(frame, $"wrong type for value; expected {parameter}; got {(inner is NoValue ? value : inner).Type}");
    }

    private static TemplateValue? As(TemplateValue value, GoType parameter) => (parameter.Kind, value) switch
    {
        (GoKind.String, StringValue) => value,
        (GoKind.Int, IntValue) => value,
        (GoKind.Int, UintValue { Value: <= long.MaxValue } number) => new IntValue((long)number.Value),
        (GoKind.Bool, BoolValue) or (GoKind.Float, FloatValue) => value,
        (GoKind.List, ListValue list) => Strings(list, parameter),
        _ => value.Type == parameter ? value : null,
    };

    private static ListValue? Strings(ListValue list, GoType parameter)
    {
        if (parameter.Element!.Kind != GoKind.String) return list.Type.Name == parameter.Name ? list : null;
        var items = list.Items.Select(InterfaceValue.Unwrap).ToArray();
        return items.All(item => item is StringValue) ? new ListValue(parameter, items) : null;
    }

    private static bool CanBeNil(GoType parameter) => parameter.Kind is GoKind.Interface or GoKind.List or GoKind.Map or GoKind.Pointer or GoKind.Function;

    private static TemplateValue Nil(GoType parameter) => parameter.Kind == GoKind.Interface ? TemplateValue.None : GoZero.Of(parameter);

    private EngineException Expected(string kind, Node node) => run.Error(frame, $"expected {kind}; found {node}");
}
