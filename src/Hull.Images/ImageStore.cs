using System.Diagnostics.CodeAnalysis;
using Hull.Core;
using Hull.Images.Store;
using Hull.Oci;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Hull.Images;

/// <summary>
/// The images of a store root: content-addressed blobs, unpacked layers, and the rows that say which of them count.
/// <code>
/// root/state.db                     what exists: images, names, manifests, configs, layers, blobs (tables in StateDatabase.Schema.cs)
/// root/images.lock                  held while files and rows change together, and while a staging directory is made; always briefly
/// root/blobs/ALGORITHM/HEX          layer blobs, the very bytes that came
/// root/layers/KEY/tree/             a layer, unpacked in overlay's form; KEY is the diff-ID's or chain-ID's hex
/// root/layers/l/LINK -> ../KEY/tree short names, so that 100 lowerdirs fit into one page
/// root/partial/             blobs that registries are sending, kept when a pull breaks off, each with its lock; swept after a day
/// root/staging/UNIQUE/              one ingest or removal under way: lock (held while it lives), blobs, trees
/// </code>
/// Files count only if a row says so. They are staged, synced, renamed into place and then recorded in one transaction; a removal goes
/// the other way round. A kill at any moment leaves the old or the new, and a staging directory whose lock nobody holds, which is the
/// sign for <see cref="SweepIfNeeded"/> that files without rows may lie about.
/// Not safe for several threads at once, as its database; each verb opens its own.
/// </summary>
public sealed class ImageStore
{
    private readonly FindImage _find;

    /// <summary>Opens a store, making its directories where they are missing.</summary>
    /// <param name="root">The absolute path of the root; it exists, and others can't write to it.</param>
    /// <param name="database">The root's state.db.</param>
    /// <param name="settings">How it behaves; null for an engine that runs as root.</param>
    /// <param name="logger">Told of every effect at debug level.</param>
    /// <exception cref="EngineException">The directories cannot be made.</exception>
    public ImageStore(string root, StateDatabase database, ImageStoreSettings? settings = null, ILogger? logger = null)
    {
        Layout = new StoreLayout(root);
        Database = database;
        Settings = settings ?? new ImageStoreSettings();
        Logger = logger ?? Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;
        _find = new FindImage(Settings.SearchRegistries);
        StoreErrors.Guard($"open the image store {root}", Layout.Create);
    }

    /// <summary>The store's root.</summary>
    public string Root => Layout.Root;

    /// <summary>The directory that <see cref="LayerPath.Link"/> is relative to.</summary>
    public string LinkDirectory => Layout.Links;

    internal StoreLayout Layout { get; }

    internal StateDatabase Database { get; }

    internal ImageStoreSettings Settings { get; }

    internal ILogger Logger { get; }

    /// <summary>Finds an image by name, short name, id, the beginning of an id, or digest.</summary>
    /// <param name="nameOrId">What a person typed, with or without "containers-storage:".</param>
    /// <returns>The image, or null when there is none.</returns>
    /// <exception cref="EngineException">InvalidArgument: not a name at all, or the beginning of several ids.</exception>
    public ImageRecord? Find(string nameOrId) => Snapshot(connection =>
        _find.Find(connection, nameOrId) is { } found ? ImageRows.One(connection, found.Id) : null);

    /// <summary>Finds an image as <see cref="Find"/> does, where there must be one.</summary>
    /// <exception cref="EngineException">NotFound, in Podman's words; InvalidArgument as <see cref="Find"/>.</exception>
    public ImageRecord Get(string nameOrId) => Find(nameOrId) ?? throw NotKnown(nameOrId);

    /// <summary>The full reference that a name stands for here: the one under which the image is found, else the one it would be pulled by.</summary>
    /// <param name="name">A full or short name.</param>
    public ImageReference Resolve(ImageName name) => Snapshot(connection => _find.Find(connection, name.ToString())?.By)
        ?? _find.Candidates(name).First(candidate => !name.IsShort || candidate.Domain != ImageReference.LocalDomain);

    /// <summary>All images, the latest arrival first.</summary>
    public IReadOnlyList<ImageRecord> List() => Snapshot(ImageRows.All);

    /// <summary>Compares what is recorded with what lies on the disk: configurations, manifests, blobs and trees of all images, and files that belong to none.</summary>
    /// <param name="quick">Whether the bytes of blobs are left unread: their sizes are compared only.</param>
    public IReadOnlyList<ImageDamage> Check(bool quick = false) => new CheckImages(this).Run(quick);

    /// <summary>The image that this one was made from, if it is here: its layers are the beginning of this one's, its history lacks only the last step.</summary>
    /// <returns>The parent, or null.</returns>
    public ImageRecord? Parent(ImageRecord image) => ImageParents.Of(List()).GetValueOrDefault(image.Id);

    /// <summary>The parent of each image that has one among these, by the child's id.</summary>
    /// <param name="images">All images, as <see cref="List"/> gives them.</param>
    public static IReadOnlyDictionary<string, ImageRecord> Parents(IReadOnlyList<ImageRecord> images) => ImageParents.Of(images);

    /// <summary>The bytes of the manifest that the image came with (<see cref="ImageRecord.Digest"/>).</summary>
    /// <exception cref="EngineException">NotFound: the image was removed meanwhile.</exception>
    public ManifestDocument Manifest(ImageRecord image)
    {
        var raw = Database.Read(connection => connection.Rows(reader => reader.GetFieldValue<byte[]>(0), "SELECT raw FROM manifests WHERE digest=@0", image.Digest.ToString()));
        if (raw.Count == 0) throw NotKnown(image.Id);
        return ManifestDocument.Parse(raw[0], image.ManifestType, $"manifest of image {image.ShortId}", image.Digest.Algorithm);
    }

    /// <summary>Where the layers' trees lie, lowest first: overlay's lowerdir wants them the other way round.</summary>
    public IReadOnlyList<LayerPath> LayerPaths(ImageRecord image) =>
        [.. image.Layers.Select(layer => new LayerPath { Key = layer.Key, Tree = Layout.Tree(layer.Key), Link = layer.Link })];

    /// <summary>Where the trees of layers lie, by their keys, in the same order: for a container, which keeps the keys.</summary>
    /// <param name="keys">Layer keys as in <see cref="ImageLayer.Key"/>.</param>
    /// <exception cref="EngineException">Corrupt: no such layer.</exception>
    public IReadOnlyList<LayerPath> LayerPaths(IReadOnlyList<string> keys) => Database.Read(connection => keys.Select(key => new LayerPath
    {
        Key = key,
        Tree = Layout.Tree(key),
        Link = connection.Text("SELECT link FROM layers WHERE key=@0", key)
            ?? throw new EngineException(ErrorKind.Corrupt, $"layer {OneLine.Of(key)} is not in the store"),
    }).ToList());

    /// <summary>Gives an image one more name; the image that had it loses it.</summary>
    /// <exception cref="EngineException">NotFound: the image is gone; InvalidArgument: a name by digest.</exception>
    /// <param name="image">The image.</param>
    /// <param name="name">The name.</param>
    /// <param name="typed">The name as a person wrote it; null is <paramref name="name"/>.</param>
    public void Tag(ImageRecord image, ImageReference name, string? typed = null)
    {
        if (name.Tag is null) throw new EngineException(ErrorKind.InvalidArgument, $"{name}: tag by digest not supported");
        Database.Write(
            (connection, _) =>
            {
                Require(connection, image.Id);
                NameRows.Give(connection, image.Id, name.ToString());
            },
            durable: true);
        StoreLog.Tagged(Logger, image.Id, name);
        Tell(ImageChangeKind.Tagged, image.Id, typed ?? name.ToString());
    }

    /// <summary>Takes a name away from an image; the image stays, if need be dangling.</summary>
    /// <exception cref="EngineException">NotFound: the image has not that name ("tag not known", as Podman says).</exception>
    public void Untag(ImageRecord image, ImageReference name)
    {
        var taken = Database.Write((connection, _) => NameRows.Take(connection, image.Id, name.ToString()), durable: true);
        if (!taken) throw new EngineException(ErrorKind.NotFound, $"{name}: tag not known");
        StoreLog.Untagged(Logger, image.Id, name);
        Tell(ImageChangeKind.Untagged, image.Id, name.ToString());
    }

    /// <summary>Removes what a person named: one name of several, or the whole image, its layers and blobs that nothing else uses, and its dangling parents.</summary>
    /// <param name="nameOrId">What a person typed: by a name only that name goes, unless it is the last.</param>
    /// <param name="options">How far; null for none.</param>
    /// <exception cref="EngineException">NotFound; Conflict: a container uses it, or it was named by id and has several names.</exception>
    public RemovedImage Remove(string nameOrId, RemoveImageOptions? options = null)
    {
        SweepIfNeeded();
        var removed = StoreErrors.Guard($"remove image {OneLine.Of(nameOrId)}", () => new RemoveImage(this, _find).Remove(nameOrId, options ?? new RemoveImageOptions()));
        foreach (var name in removed.Untagged) Tell(ImageChangeKind.Untagged, removed.Id, name);
        foreach (var id in removed.Deleted)
        {
            StoreLog.Deleted(Logger, id);
            Tell(ImageChangeKind.Removed, id, id == removed.Id ? nameOrId : id);
        }
        return removed;
    }

    /// <summary>Begins a change of the store: a load, a pull, an import.</summary>
    /// <exception cref="EngineException">The staging directory cannot be made.</exception>
    public ImageIngest BeginIngest()
    {
        SweepIfNeeded();
        return StoreErrors.Guard($"stage in {Layout.Staging}", () => new ImageIngest(this));
    }

    /// <summary>Looks for the leftovers of killed commands and removes them. Costs one look at a directory when there are none; for the start of every command. Does not wait for others that change the store.</summary>
    /// <returns>Whether there were any.</returns>
    /// <exception cref="EngineException">Something cannot be removed; the message names it.</exception>
    public bool SweepIfNeeded() => Sweep(always: false);

    /// <summary>Removes everything on the disk that no row and no living process claims, however it came there.</summary>
    /// <exception cref="EngineException">Something cannot be removed; the message names it.</exception>
    public void Sweep() => Sweep(always: true);

    /// <summary>Asserts inside a transaction of the caller's that an image is still there, before a row is written that uses it.</summary>
    /// <exception cref="EngineException">NotFound.</exception>
    [SuppressMessage("Performance", "CA1822", Justification = "A verb of the store.")]
    public void Require(SqliteConnection connection, string id)
    {
        if (connection.Text("SELECT id FROM images WHERE id=@0", id) is null) throw NotKnown(id);
    }

    internal void Tell(ImageChangeKind kind, string id, string name) => Settings.Changed?.Invoke(new ImageChange(kind, id, name));

    internal static EngineException NotKnown(string name) =>
        new(ErrorKind.NotFound, $"{OneLine.Of(name)}: image not known");

    private bool Sweep(bool always) => StoreErrors.Guard($"sweep {Root}", () => new SweepStore(this).Sweep(always));

    // All statements of the query see one committed state.
    private T Snapshot<T>(Func<SqliteConnection, T> query) => Database.Read(connection =>
    {
        using var transaction = connection.BeginTransaction(deferred: true);
        return query(connection);
    });
}
