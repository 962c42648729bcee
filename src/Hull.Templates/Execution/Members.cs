using Hull.Core;
using Hull.Templates.Parsing.Nodes;
using Hull.Templates.Printing;

namespace Hull.Templates.Execution;

/// <summary>Finds fields, methods and map keys by name.</summary>
internal sealed class Members(Run run, Frame frame, Calls calls)
{
    /// <summary>Follows names one after the other; only the last may be a method with arguments.</summary>
    public TemplateValue Chain(
        TemplateValue dot, TemplateValue receiver, Node node, IReadOnlyList<string> names, IReadOnlyList<Node> arguments, TemplateValue? previous)
    {
        foreach (var name in names.Take(names.Count - 1)) receiver = Member(dot, receiver, node, name, [], null);
        return Member(dot, receiver, node, names[^1], arguments, previous);
    }

    private TemplateValue Member(
        TemplateValue dot, TemplateValue receiver, Node node, string name, IReadOnlyList<Node> arguments, TemplateValue? previous)
    {
        if (receiver is NoValue)
        {
            // Go lets the fields of nothing be nothing.
            return run.Options.MissingKeyIsError ? throw run.Error(frame, $"nil data; no entry for key {GoQuote.Text(name)}") : receiver;
        }
        var target = Indirect(receiver, name);
        if (target.Method(name) is { } method) return calls.Method(dot, method.Target, name, node, arguments, previous);
        var hasArguments = arguments.Count > 0 || previous is not null;
        switch (target)
        {
            case StructValue fields when fields.Field(name) is { } value:
                return hasArguments ? throw run.Error(frame, $"{name} has arguments but cannot be invoked as function") : value;
            case MapValue map:
                return hasArguments ? throw run.Error(frame, $"{name} is not a method but has arguments") : Key(map, name);
            case PointerValue pointer when pointer.Type.Element!.Kind != GoKind.Struct || pointer.Type.HasField(name):
                throw run.Error(frame, $"nil pointer evaluating {receiver.Type}.{name}");
            default:
                throw Unknown(receiver, target, name);
        }
    }

    private TemplateValue Key(MapValue map, string name)
    {
        if (map.Find(name) is { } value) return value;
        if (!run.Options.MissingKeyIsError) return TemplateValue.None;
        throw run.Error(frame, $"map has no entry for key {GoQuote.Text(name)}", Nearest.Hint(name, map.Keys, prefix: "."));
    }

    /// <summary>Follows pointers and interfaces to a value or a nil pointer.</summary>
    private TemplateValue Indirect(TemplateValue value, string name)
    {
        var start = value;
        while (true)
        {
            switch (value)
            {
                case PointerValue { Target: { } target }:
                    value = target;
                    break;
                case InterfaceValue { Inner: { } inner }:
                    value = inner;
                    break;
                case InterfaceValue:
                    throw run.Error(frame, $"nil pointer evaluating {start.Type}.{name}");
                default:
                    return value;
            }
        }
    }

    private EngineException Unknown(TemplateValue receiver, TemplateValue target, string name)
    {
        var hint = target is StructValue known ? Nearest.Hint(name, known.Names, prefix: ".") : null;
        return run.Error(frame, $"can't evaluate field {name} in type {receiver.Type}", hint);
    }
}
