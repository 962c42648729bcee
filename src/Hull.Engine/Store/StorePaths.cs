namespace Hull.Engine.Store;

/// <summary>
/// The on-disk layout, in one place.
/// <code>
/// ROOT (/var/lib/hull)                       what must survive a reboot
///   state.db                                 images, layers, containers (see StateDatabase)
///   blobs/ layers/ staging/                  the image store's (see ImageStore)
///   containers/ID/upper, work, merged        the writable layer and its mount point
///   containers/ID/ctr.log                    the log of driver k8s-file
///   secrets/ID                               what a secret keeps, 0600
///   containers/ID/secrets/N                  a container's own copies of its secrets
///   containers/ID/overlays/N/upper, work     what a run has written over a source that is mounted with O
///   volumes/NAME/_data                       volumes, unless containers.conf's volume_path or --volumepath names another place
///   cache/seccomp                            compiled filters
///   cache/shifted/MAP/KEY                    copies of layers with the owners that a user namespace wants
/// RUNROOT (/run/hull)                        gone at a reboot
///   boot                                     the boot id that the store was last used under
///   locks/ID, locks/volumes/NAME             one lock file an object
///   containers/ID/                           the bundle: config.json, hosts, resolv.conf, hostname, pidfile, conmon's sockets
///   containers/ID/mounts/N                   what is mounted for the container before the runtime binds it
///   images/ID                                the mount point of an image that `image mount` or a container has mounted
///   exits/ID                                 the exit code, written by conmon
///   events.log                               what happened (see EventFile)
///   netns/ID                                 the network namespace of a container that has one of the engine's making
///   runtime/NAME                             the OCI runtime's own state
///   users/ID/rootfs                          the root file system of a container with a user namespace of its own, where its root may go
/// </code>
/// </summary>
public sealed record StorePaths
{
    /// <summary>All names that the store makes in its root, the database last: a reset deletes these and nothing else.</summary>
    internal static IReadOnlyList<string> RootNames { get; } =
        ["containers", "volumes", "cache", "secrets", "staging", "layers", "blobs", "images.lock", "state.db-shm", "state.db-wal", "state.db"];

    /// <summary>All names that the store makes in its run root.</summary>
    internal static IReadOnlyList<string> RunRootNames { get; } = ["containers", "users", "exits", "images", "netns", "runtime", "locks", "tmp", "pause", "pause.new", "pause.lock", "linger-told", "events.log", "events.log.lock", "events.log.new", "boot.new", "boot.lock", "boot"];

    /// <summary>The store's root.</summary>
    public required string Root { get; init; }

    /// <summary>The run root, on a file system that a reboot empties.</summary>
    public required string RunRoot { get; init; }

    /// <summary>The directory of all volumes; below the root unless the settings name another.</summary>
    public string Volumes
    {
        get => field ?? Path.Join(Root, "volumes");
        init;
    }

    /// <summary>The state database.</summary>
    public string Database => Path.Join(Root, "state.db");

    /// <summary>The directory of all containers' lasting parts.</summary>
    public string Containers => Path.Join(Root, "containers");

    /// <summary>The directory of what secrets keep.</summary>
    public string Secrets => Path.Join(Root, "secrets");

    /// <summary>The directory of all containers' bundles.</summary>
    public string Bundles => Path.Join(RunRoot, "containers");

    /// <summary>Where conmon leaves exit codes.</summary>
    public string Exits => Path.Join(RunRoot, "exits");

    /// <summary>The directory of network namespaces.</summary>
    public string NetworkNamespaces => Path.Join(RunRoot, "netns");

    /// <summary>Lock files.</summary>
    public string Locks => Path.Join(RunRoot, "locks");

    /// <summary>The marker of the boot the store was last used under.</summary>
    public string BootMarker => Path.Join(RunRoot, "boot");

    /// <summary>What happened, unless containers.conf names another file.</summary>
    public string Events => Path.Join(RunRoot, "events.log");

    /// <summary>Caches that may be deleted at any time.</summary>
    public string Cache => Path.Join(Root, "cache");

    /// <summary>The lasting part of one container.</summary>
    public string Container(string id) => Path.Join(Containers, id);

    /// <summary>The writable layer of one container.</summary>
    public string Upper(string id) => Path.Join(Containers, id, "upper");

    /// <summary>overlayfs' own directory beside the writable layer.</summary>
    public string Work(string id) => Path.Join(Containers, id, "work");

    /// <summary>There where fuse-overlayfs has written a container's writable layer, which has marks of its own then.</summary>
    public string FuseMark(string id) => Path.Join(Containers, id, "fuse");

    /// <summary>Where the root file system is mounted.</summary>
    public string Merged(string id) => Path.Join(Containers, id, "merged");

    /// <summary>The bundle of one container.</summary>
    public string Bundle(string id) => Path.Join(Bundles, id);

    /// <summary>The directory in the run root that the root of a container with a user namespace of its own may enter.</summary>
    public string UserRoot(string id) => Path.Join(RunRoot, "users", id);

    /// <summary>The file that conmon writes the exit code to.</summary>
    public string ExitFile(string id) => Path.Join(Exits, id);

    /// <summary>The file that holds the network namespace of one container.</summary>
    public string NetworkNamespace(string id) => Path.Join(NetworkNamespaces, id);

    /// <summary>The lock of one object.</summary>
    public string Lock(string id) => Path.Join(Locks, id);

    /// <summary>The directory of one volume.</summary>
    public string Volume(string name) => Path.Join(Volumes, name);

    /// <summary>The directory with a volume's files: what containers see.</summary>
    public string VolumeData(string name) => Path.Join(Volumes, name, "_data");

    /// <summary>The directory of the volumes' locks.</summary>
    public string VolumeLocks => Path.Join(Locks, "volumes");

    /// <summary>The directory of the mount points of mounted images.</summary>
    public string MountedImages => Path.Join(RunRoot, "images");

    /// <summary>The directory of what is mounted for one container before the runtime binds it.</summary>
    public string ContainerMounts(string id) => Path.Join(Bundle(id), "mounts");

    /// <summary>The directory of the upper folders of sources that one container mounts with O.</summary>
    public string ContainerOverlays(string id) => Path.Join(Container(id), "overlays");

    /// <summary>The OCI runtime's state directory.</summary>
    /// <param name="runtime">The runtime's name or path; only its last component counts.</param>
    public string RuntimeRoot(string runtime) => Path.Join(RunRoot, "runtime", Path.GetFileName(runtime));
}
