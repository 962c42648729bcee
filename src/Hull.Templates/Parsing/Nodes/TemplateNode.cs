using Hull.Templates.Printing;

namespace Hull.Templates.Parsing.Nodes;

/// <summary>The use of a defined template.</summary>
internal sealed class TemplateNode(int position, string name, PipeNode? pipe) : Node(position)
{
    public string Name { get; } = name;

    public PipeNode? Pipe { get; } = pipe;

    public override string ToString() => $"{{{{template {GoQuote.Text(Name)}{(Pipe is null ? "" : $" {Pipe}")}}}}}";
}
