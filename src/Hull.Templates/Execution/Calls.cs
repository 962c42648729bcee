using Hull.Templates.Functions;
using Hull.Templates.Parsing.Nodes;

namespace Hull.Templates.Execution;

/// <summary>Calls functions and methods: counts their arguments, evaluates them by the parameters' types and names the function in errors.</summary>
internal sealed class Calls
{
    // One result must not fill the memory: printf "%1000000d" in a loop would.
    private const int LongestText = 64 * 1024 * 1024;

    private readonly Run _run;
    private readonly Frame _frame;
    private readonly Evaluator _evaluator;
    private readonly Arguments _arguments;

    public Calls(Run run, Frame frame, Evaluator evaluator)
    {
        _run = run;
        _frame = frame;
        _evaluator = evaluator;
        _arguments = new Arguments(run, frame, evaluator);
    }

    /// <summary>Calls a function by its name.</summary>
    public TemplateValue Function(TemplateValue dot, string name, Node shown, IReadOnlyList<Node> arguments, TemplateValue? previous)
    {
        if (_run.Options.Functions.TryGetValue(name, out var own)) return Call(dot, own, name, shown, arguments, previous);
        if (name is "and" or "or") return Logic(dot, name, arguments, previous);
        if (name == "call") return Indirectly(dot, shown, arguments, previous);
        return Call(dot, BuiltIn.Functions[name], name, shown, arguments, previous);
    }

    /// <summary>Calls a method.</summary>
    public TemplateValue Method(
        TemplateValue dot, TemplateFunction method, string name, Node shown, IReadOnlyList<Node> arguments, TemplateValue? previous) =>
        Call(dot, method, name, shown, arguments, previous);

    private TemplateValue Call(
        TemplateValue dot, TemplateFunction function, string name, Node shown, IReadOnlyList<Node> arguments, TemplateValue? previous)
    {
        var count = arguments.Count + (previous is null ? 0 : 1);
        CheckCount(function, name, count, arguments.Count);
        var values = new TemplateValue[count];
        for (var at = 0; at < arguments.Count; at++) values[at] = _arguments.Evaluate(dot, function.ParameterAt(at), arguments[at]);
        if (previous is not null) values[^1] = _arguments.Fit(previous, function.ParameterAt(count - 1));
        return Invoke(function, name, shown, values);
    }

    private void CheckCount(TemplateFunction function, string name, int count, int written)
    {
        if (function.IsVariadic && count < function.Required)
            throw _run.Error(_frame, $"wrong number of args for {name}: want at least {function.Required} got {written}");
        if (!function.IsVariadic && count != function.Required)
            throw _run.Error(_frame, $"wrong number of args for {name}: want {function.Required} got {count}");
    }

    private TemplateValue Invoke(TemplateFunction function, string name, Node shown, IReadOnlyList<TemplateValue> values)
    {
        try
        {
            var result = function.Invoke(values);
            if (result is StringValue { Value.Length: > LongestText }) throw new TemplateFunctionException($"result is longer than {LongestText} characters");
            return result;
        }
        catch (TemplateFunctionException failed)
        {
            _run.At = shown;
            throw _run.Error(_frame, $"error calling {name}: {failed.Message}");
        }
    }

    /// <summary>and, or: the first argument that decides, else the last; what comes after is not evaluated.</summary>
    private TemplateValue Logic(TemplateValue dot, string name, IReadOnlyList<Node> arguments, TemplateValue? previous)
    {
        CheckCount(BuiltIn.Functions[name], name, arguments.Count + (previous is null ? 0 : 1), arguments.Count);
        var value = TemplateValue.None;
        foreach (var argument in arguments)
        {
            value = _arguments.Evaluate(dot, GoType.Any, argument);
            if (value.IsTrue == (name == "or")) return value;
        }
        return previous ?? value;
    }

    /// <summary>call: the first argument is the function.</summary>
    private TemplateValue Indirectly(TemplateValue dot, Node shown, IReadOnlyList<Node> arguments, TemplateValue? previous)
    {
        CheckCount(BuiltIn.Functions["call"], "call", arguments.Count + (previous is null ? 0 : 1), arguments.Count);
        var callee = arguments.Count > 0 ? _arguments.Evaluate(dot, GoType.Any, arguments[0]) : InterfaceValue.Unwrap(previous!);
        var passed = arguments.Count > 0 ? previous : null;
        var name = arguments.Count > 0 ? arguments[0] : shown;
        var count = arguments.Count - 1 + (passed is null ? 0 : 1);
        var problem = callee switch
        {
            NoValue => "call of nil",
            FunctionValue { Target.IsVariadic: true } f when count < f.Target.Required =>
                $"wrong number of args for {name}: got {count} want at least {f.Target.Required}",
            FunctionValue { Target.IsVariadic: false } f when arguments.Count > 0 && count != f.Target.Required =>
                $"wrong number of args for {name}: got {count} want {f.Target.Required}",
            FunctionValue => null,
            _ => $"non-function {name} of type {callee.Type}",
        };
        if (problem is null) return Call(dot, ((FunctionValue)callee).Target, "call", shown, [.. arguments.Skip(1)], passed);
        _run.At = shown;
        throw _run.Error(_frame, $"error calling call: {problem}");
    }
}
