using Hull.Core;
using Hull.Templates.Parsing;
using Hull.Templates.Parsing.Nodes;
using Hull.Templates.Printing;

namespace Hull.Templates.Execution;

/// <summary>One run of a template: what all of it shares, and the place that an error would name.</summary>
internal sealed class Run(SourceText source, IReadOnlyDictionary<string, ListNode> templates, TemplateOptions options, TextWriter output)
{
    public IReadOnlyDictionary<string, ListNode> Templates { get; } = templates;

    public TemplateOptions Options { get; } = options;

    public TextWriter Output { get; } = output;

    /// <summary>The node that is being evaluated. Go's errors name the one that was entered last, which is not always the innermost.</summary>
    public Node? At { get; set; }

    /// <summary>An error at the present place.</summary>
    public EngineException Error(Frame frame, string message, string? hint = null)
    {
        var position = At?.Position ?? 0;
        var text = $"template: {source.Locate(position)}: executing {GoQuote.Text(frame.Name)} at <{At}>: {message}";
        return source.Error(TemplatePhase.Execute, position, text, hint);
    }
}
