namespace Hull.Templates.Parsing.Nodes;

/// <summary>The actions that have a body.</summary>
internal enum BranchKind
{
    If,
    Range,
    With,
}
