namespace Hull.Images.Registry;

/// <summary>The steps of a pull or push.</summary>
public enum TransferEventKind
{
    /// <summary>The image has been found; what it needs is looked for.</summary>
    Found,

    /// <summary>A blob is about to be moved.</summary>
    BlobBegins,

    /// <summary>Bytes of a blob have been moved: as many as the event's size says.</summary>
    BlobMoves,

    /// <summary>A blob has been moved.</summary>
    BlobEnds,

    /// <summary>A blob is there already.</summary>
    BlobSkipped,

    /// <summary>Another process is fetching the blob.</summary>
    BlobWaits,

    /// <summary>The configuration is moved.</summary>
    Config,

    /// <summary>The manifest is written, and with it the image recorded.</summary>
    Manifest,
}
