namespace Hull.Cli.CommandLine;

/// <summary>What a running command holds: its command line and where its output goes.</summary>
/// <param name="Program">The name under which the program was called.</param>
/// <param name="Invocation">The command line, read.</param>
/// <param name="Out">Standard output; flushed when the command ends.</param>
/// <param name="Error">Standard error.</param>
internal sealed record CommandContext(string Program, Invocation Invocation, TextWriter Out, TextWriter Error);
