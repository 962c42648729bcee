namespace Hull.Linux.Cgroups;

/// <summary>A group in one hierarchy.</summary>
/// <param name="Hierarchy">The hierarchy.</param>
/// <param name="Path">Its folder, which need not exist.</param>
public sealed record CgroupDirectory(CgroupHierarchy Hierarchy, string Path);
