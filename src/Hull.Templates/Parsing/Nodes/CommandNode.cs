namespace Hull.Templates.Parsing.Nodes;

/// <summary>A value, or a function or method with its arguments.</summary>
internal sealed class CommandNode(int position, IReadOnlyList<Node> arguments) : Node(position)
{
    /// <summary>The words; the first is the value or what is called.</summary>
    public IReadOnlyList<Node> Arguments { get; } = arguments;

    public override string ToString() => string.Join(' ', Arguments.Select(argument => argument is PipeNode ? $"({argument})" : argument.ToString()));
}
