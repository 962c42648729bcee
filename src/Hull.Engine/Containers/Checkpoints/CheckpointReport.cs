namespace Hull.Engine.Containers.Checkpoints;

/// <summary>What a checkpoint or restore took.</summary>
/// <param name="Id">The container.</param>
/// <param name="RuntimeDuration">How long the runtime took.</param>
/// <param name="Criu">What CRIU measured, by Podman's names: freezing_time, pages_written and so on; microseconds and pages.</param>
public sealed record CheckpointReport(string Id, TimeSpan RuntimeDuration, IReadOnlyDictionary<string, ulong> Criu);
