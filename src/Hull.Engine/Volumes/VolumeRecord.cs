namespace Hull.Engine.Volumes;

/// <summary>A volume as read at one moment: what was decided and what was last observed.</summary>
/// <param name="Config">Decided at create.</param>
/// <param name="State">Last observed.</param>
public sealed record VolumeRecord(VolumeConfig Config, VolumeState State);
