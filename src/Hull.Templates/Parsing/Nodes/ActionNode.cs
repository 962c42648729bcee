namespace Hull.Templates.Parsing.Nodes;

/// <summary>An action that prints the value of a pipeline, or sets a variable.</summary>
internal sealed class ActionNode(int position, PipeNode pipe) : Node(position)
{
    public PipeNode Pipe { get; } = pipe;

    public override string ToString() => $"{{{{{Pipe}}}}}";
}
