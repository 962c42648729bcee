namespace Hull.Engine.Containers;

/// <summary>How a container ended; kept for a while after it is gone, for those who wait for it.</summary>
/// <param name="Id">The container's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Code">Its exit code.</param>
public sealed record ExitRecord(string Id, string Name, int Code);
