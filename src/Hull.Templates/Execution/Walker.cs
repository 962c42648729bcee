using System.Runtime.CompilerServices;
using Hull.Templates.Parsing.Nodes;
using Hull.Templates.Printing;

namespace Hull.Templates.Execution;

/// <summary>Goes through the nodes of a template and writes what they come to.</summary>
internal sealed class Walker
{
    /// <summary>How deep templates may call each other. Go allows 100,000, on stacks that grow.</summary>
    private const int DeepestTemplate = 1_000;

    private readonly Run _run;
    private readonly Frame _frame;
    private readonly Evaluator _evaluator;
    private readonly int _depth;

    public Walker(Run run, Frame frame, int depth = 0)
    {
        _run = run;
        _frame = frame;
        _evaluator = new Evaluator(run, frame);
        _depth = depth;
    }

    /// <summary>Runs a list of nodes.</summary>
    /// <param name="dot">The present value.</param>
    /// <param name="list">The nodes.</param>
    public Flow List(TemplateValue dot, ListNode list)
    {
        foreach (var node in list.Nodes)
        {
            var flow = Node(dot, node);
            if (flow != Flow.Next) return flow;
        }
        return Flow.Next;
    }

    private Flow Node(TemplateValue dot, Node node)
    {
        _run.At = node;
        switch (node)
        {
            case TextNode text:
                _run.Output.Write(text.Text);
                return Flow.Next;
            case ActionNode action:
                Action(dot, action);
                return Flow.Next;
            case BranchNode { Kind: BranchKind.Range } range:
                return Range(dot, range);
            case BranchNode branch:
                return Branch(dot, branch);
            case JumpNode jump:
                return jump.IsBreak ? Flow.Break : Flow.Continue;
            default:
                Template(dot, (TemplateNode)node);
                return Flow.Next;
        }
    }

    private void Action(TemplateValue dot, ActionNode action)
    {
        var value = _evaluator.Pipeline(dot, action.Pipe);
        if (action.Pipe.Variables.Count > 0) return;
        _run.At = action;
        var shown = GoPrint.Showable(value);
        if (shown is FunctionValue) throw _run.Error(_frame, $"can't print {action} of type {shown.Type}");
        _run.Output.Write(GoPrint.Shown(shown));
    }

    private Flow Branch(TemplateValue dot, BranchNode branch)
    {
        var mark = _frame.Mark;
        var value = _evaluator.Pipeline(dot, branch.Pipe);
        var flow = Flow.Next;
        if (value.IsTrue) flow = List(branch.Kind == BranchKind.With ? value : dot, branch.Body);
        else if (branch.Otherwise is { } otherwise) flow = List(dot, otherwise);
        _frame.Forget(mark);
        return flow;
    }

    private Flow Range(TemplateValue dot, BranchNode range)
    {
        var mark = _frame.Mark;
        var value = _evaluator.Pipeline(dot, range.Pipe);
        while (value is PointerValue { Target: { } target }) value = InterfaceValue.Unwrap(target);
        var inside = _frame.Mark;
        var any = false;
        foreach (var (key, element) in Elements(value, range.Pipe))
        {
            any = true;
            SetVariables(range.Pipe, key, element);
            var flow = List(element, range.Body);
            _frame.Forget(inside);
            if (flow == Flow.Break) break;
        }
        var after = Flow.Next;
        if (!any && range.Otherwise is { } otherwise) after = List(dot, otherwise);
        _frame.Forget(mark);
        return after;
    }

    private IEnumerable<(TemplateValue Key, TemplateValue Element)> Elements(TemplateValue value, PipeNode pipe) => value switch
    {
        ListValue list => Enumerable.Range(0, list.Items.Count).Select(at => ((TemplateValue)at, list[at])),
        MapValue map => map.Keys.Select(key => ((TemplateValue)key, map.Find(key)!)),
        NoValue => [],
        IntValue or UintValue when pipe.Variables.Count > 1 =>
            throw _run.Error(_frame, $"can't use {GoPrint.Sprint([value])} to iterate over more than one variable"),
        IntValue count => Count(count.Value, number => new IntValue(number, count.Type)),
        UintValue count => Count(
            (long)Math.Min(count.Value, long.MaxValue), number => new UintValue((ulong)number, count.Type)),
        _ => throw _run.Error(_frame, $"range can't iterate over {GoPrint.Sprint([value])}"),
    };

    private static IEnumerable<(TemplateValue Key, TemplateValue Element)> Count(long count, Func<long, TemplateValue> number)
    {
        for (var at = 0L; at < count; at++) yield return (TemplateValue.None, number(at));
    }

    private void SetVariables(PipeNode pipe, TemplateValue key, TemplateValue element)
    {
        var count = pipe.Variables.Count;
        if (count == 0) return;
        if (pipe.IsAssign)
        {
            _evaluator.Assign(pipe.Variables[^1].Name, element);
            if (count > 1) _evaluator.Assign(pipe.Variables[0].Name, key);
            return;
        }
        _frame.FromTop(1).Value = element;
        if (count > 1) _frame.FromTop(2).Value = key;
    }

    private void Template(TemplateValue dot, TemplateNode node)
    {
        if (!_run.Templates.TryGetValue(node.Name, out var body))
            throw _run.Error(_frame, $"template {GoQuote.Text(node.Name)} not defined", Nearest.Hint(node.Name, _run.Templates.Keys, prefix: ""));
        if (_depth >= DeepestTemplate || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw _run.Error(_frame, $"exceeded maximum template depth ({DeepestTemplate})");
        var value = node.Pipe is null ? TemplateValue.None : _evaluator.Pipeline(dot, node.Pipe);
        new Walker(_run, new Frame(node.Name, value), _depth + 1).List(value, body);
    }
}
