using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>A layer in an archive or directory: its file, and the digest and size that the manifest gives, where there is one.</summary>
internal sealed record ArchivedLayer(string File, Digest? Blob, long? Size);
