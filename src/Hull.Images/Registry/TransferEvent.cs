using Hull.Oci;

namespace Hull.Images.Registry;

/// <summary>A step of a pull or push, for those who watch it.</summary>
/// <param name="Kind">Which step.</param>
/// <param name="Digest">What it is about; null for the manifest.</param>
/// <param name="Size">Its bytes; 0 where they are not known.</param>
public readonly record struct TransferEvent(TransferEventKind Kind, Digest? Digest = null, long Size = 0);
