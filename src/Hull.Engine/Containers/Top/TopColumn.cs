namespace Hull.Engine.Containers.Top;

/// <summary>A column of top.</summary>
/// <param name="Header">Its header.</param>
/// <param name="Show">What stands in it for a process.</param>
internal sealed record TopColumn(string Header, Func<ContainerProcess, string> Show);
