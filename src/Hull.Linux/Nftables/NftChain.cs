namespace Hull.Linux.Nftables;

/// <summary>A chain of any table.</summary>
/// <param name="Family">The table's family: 1 inet, 2 ip, 10 ip6 (linux/netfilter.h).</param>
/// <param name="Table">The table.</param>
/// <param name="Name">The chain.</param>
/// <param name="Hook">The hook that a base chain sits at (2 is forward); null where it is called by other chains only.</param>
/// <param name="Drops">Whether a base chain drops what reaches its end.</param>
public sealed record NftChain(byte Family, string Table, string Name, uint? Hook, bool Drops);
