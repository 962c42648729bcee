namespace Hull.Templates.Parsing.Nodes;

/// <summary>Commands, each of which gets the value of the one before as its last argument; and the variables that get the value of the last.</summary>
internal sealed class PipeNode(int position, IReadOnlyList<VariableNode> variables, bool isAssign, IReadOnlyList<CommandNode> commands) : Node(position)
{
    public IReadOnlyList<VariableNode> Variables { get; } = variables;

    /// <summary>Whether the variables exist already (=) or are declared here (:=).</summary>
    public bool IsAssign { get; } = isAssign;

    public IReadOnlyList<CommandNode> Commands { get; } = commands;

    public override string ToString()
    {
        var declaration = Variables.Count == 0 ? "" : string.Join(", ", Variables) + (IsAssign ? " = " : " := ");
        return declaration + string.Join(" | ", Commands);
    }
}
