namespace Hull.Cli.Completion;

/// <summary>One word that may stand at the place.</summary>
/// <param name="Text">The word.</param>
/// <param name="Description">What it means, on one line; may be empty.</param>
internal readonly record struct CompletionItem(string Text, string Description = "");
