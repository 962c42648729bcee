namespace Hull.Images.Transports;

/// <summary>What `save --format` writes.</summary>
public enum SaveFormat
{
    /// <summary>A tar as `docker save` writes it; the only one for several images.</summary>
    DockerArchive,

    /// <summary>A tar of an OCI layout.</summary>
    OciArchive,

    /// <summary>An OCI layout directory.</summary>
    OciDirectory,

    /// <summary>A directory of manifest and blobs, Docker schema 2.</summary>
    DockerDirectory,
}
