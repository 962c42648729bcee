using Hull.Linux.Tar;

namespace Hull.Images.Layers;

/// <summary>The owner that new files have by themselves: where the entry says the same, a chown is saved.</summary>
/// <param name="Uid">This process' user.</param>
/// <param name="Gid">Its group.</param>
internal readonly record struct OwnerDefaults(uint Uid, uint Gid)
{
    /// <summary>Whether a file of the entry needs no chown.</summary>
    public bool Owns(TarEntry entry) => entry.Uid == Uid && entry.Gid == Gid;
}
