namespace Hull.Oci;

/// <summary>The hash functions that the image specification registers (image-spec, descriptor.md, "Registered algorithms").</summary>
public enum DigestAlgorithm
{
    /// <summary>SHA-256: 64 hexadecimal digits. Required of every implementation, and what Hull writes.</summary>
    Sha256,

    /// <summary>SHA-512: 128 hexadecimal digits. Read and kept where an image uses it.</summary>
    Sha512,
}
