namespace Hull.Templates.Parsing.Nodes;

/// <summary>if, range or with: a pipeline, a body and perhaps an else.</summary>
internal sealed class BranchNode(BranchKind kind, PipeNode pipe, ListNode body, ListNode? otherwise) : Node(pipe.Position)
{
    public BranchKind Kind { get; } = kind;

    public PipeNode Pipe { get; } = pipe;

    public ListNode Body { get; } = body;

    public ListNode? Otherwise { get; } = otherwise;

    public override string ToString() => $"{{{{{Kind.ToString().ToLowerInvariant()} {Pipe}}}}}";
}
