namespace Hull.Engine.Runtime;

/// <summary>A container that conmon holds: made by the runtime, its process waiting for start.</summary>
/// <param name="ContainerPid">The container's first process.</param>
/// <param name="MonitorPid">conmon.</param>
internal readonly record struct StartedMonitor(int ContainerPid, int MonitorPid);
