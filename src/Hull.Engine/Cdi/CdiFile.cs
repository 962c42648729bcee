namespace Hull.Engine.Cdi;

/// <summary>A CDI file that was read.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Priority">How far behind its directory stands: a device of a later directory hides its namesake.</param>
/// <param name="Document">What it says.</param>
internal sealed record CdiFile(string Path, int Priority, CdiDocument Document);
