namespace Hull.Linux.Terminal;

/// <summary>The size of a terminal's window in characters.</summary>
/// <param name="Rows">Lines.</param>
/// <param name="Columns">Characters a line.</param>
public readonly record struct TerminalSize(ushort Rows, ushort Columns);
