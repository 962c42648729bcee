using Hull.Oci;

namespace Hull.Images;

/// <summary>What is known of a layer's blob before it is read.</summary>
public sealed record LayerBlob
{
    /// <summary>What it is, for messages: "layer 2 of x.tar".</summary>
    public required string What { get; init; }

    /// <summary>The digest that the bytes must have; null where nobody knows it (an import, a docker-archive) and it is found out.</summary>
    public Digest? Digest { get; init; }

    /// <summary>How many bytes there must be; null where nobody knows.</summary>
    public long? Size { get; init; }

    /// <summary>How many bytes at the beginning lie in the blob's file already, from an earlier attempt.</summary>
    internal long Present { get; init; }

    /// <summary>The hash function of the diff-ID, as the configuration that lists it has it.</summary>
    public DigestAlgorithm DiffAlgorithm { get; init; }
}
