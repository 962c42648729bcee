namespace Hull.Linux.Nftables;

/// <summary>An element of a set or map: bytes as the kernel keeps them, each field in network order and padded to four bytes.</summary>
/// <param name="Key">The key's fields, one after the other.</param>
/// <param name="Data">What a map gives for it; empty in a set.</param>
/// <param name="Comment">A text kept with it, at most 127 bytes; empty for none.</param>
public sealed record NftElement(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Data, string Comment);
