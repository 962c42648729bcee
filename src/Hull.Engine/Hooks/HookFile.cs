namespace Hull.Engine.Hooks;

/// <summary>A hook and where it was read, for messages.</summary>
/// <param name="Path">The file.</param>
/// <param name="Document">What it says.</param>
internal sealed record HookFile(string Path, HookDocument Document);
