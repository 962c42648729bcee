namespace Hull.Oci;

/// <summary>Where an image is read from or written to (containers-transports(5)).</summary>
public enum Transport
{
    /// <summary>"docker://name": a registry.</summary>
    Registry,

    /// <summary>"docker-archive:path[:name]" or "docker-archive:path:@index": the tar of `docker save`.</summary>
    DockerArchive,

    /// <summary>"oci-archive:path[:name]": a tar of an OCI layout.</summary>
    OciArchive,

    /// <summary>"oci:path[:name]": an OCI layout directory.</summary>
    OciLayout,

    /// <summary>"dir:path": a directory of manifest, config and layer files.</summary>
    Directory,

    /// <summary>"containers-storage:name": the local store.</summary>
    Storage,
}
