namespace Hull.Cli.CommandLine;

/// <summary>Says what is wrong with a command's arguments, or null.</summary>
/// <param name="invocation">The parsed command line.</param>
internal delegate string? ArgumentRule(Invocation invocation);
