namespace Hull.Templates.Execution;

/// <summary>Where a range goes on after a node.</summary>
internal enum Flow
{
    /// <summary>With the next node.</summary>
    Next,

    /// <summary>After the range.</summary>
    Break,

    /// <summary>With the next element.</summary>
    Continue,
}
