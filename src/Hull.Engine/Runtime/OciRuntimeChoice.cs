namespace Hull.Engine.Runtime;

/// <summary>The OCI runtime to be used.</summary>
/// <param name="Name">Its name: crun, runc; of a path, the file's name.</param>
/// <param name="Path">The program's absolute path.</param>
/// <param name="Flags">Options of each call, with their dashes.</param>
internal sealed record OciRuntimeChoice(string Name, string Path, IReadOnlyList<string> Flags);
