namespace Hull.Engine.Containers.RootFiles;

/// <summary>What a directory of a container or image has.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="IsDirectory">Whether it is a directory itself; a link to one counts.</param>
public readonly record struct DirectoryItem(string Name, bool IsDirectory);
