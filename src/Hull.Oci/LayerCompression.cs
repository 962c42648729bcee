namespace Hull.Oci;

/// <summary>How a layer's blob is compressed. What counts is the blob's own first bytes, never what a media type claims.</summary>
public enum LayerCompression
{
    /// <summary>A plain tar.</summary>
    None,

    /// <summary>RFC 1952, one or more members.</summary>
    Gzip,

    /// <summary>RFC 8878, one or more frames, skippable ones among them.</summary>
    Zstd,
}
