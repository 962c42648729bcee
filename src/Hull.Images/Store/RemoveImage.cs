using Hull.Core;
using Microsoft.Data.Sqlite;

namespace Hull.Images.Store;

/// <summary>
/// Removes an image by Podman's rules (libimage, removeRecursive): by one of several names only that name goes; by id only with force if it
/// has several; never under a container; then dangling parents that nothing else needs. Rows go first, in one transaction, then the files.
/// </summary>
internal sealed class RemoveImage(ImageStore store, FindImage find)
{
    private readonly List<string> _untagged = [];
    private readonly List<string> _deleted = [];
    private readonly List<string> _files = [];
    private string _id = "";

    public RemovedImage Remove(string nameOrId, RemoveImageOptions options)
    {
        var staging = StagingDirectory.Create(store.Layout);
        try
        {
            using (StagingDirectory.LockStore(store.Layout))
            {
                store.Database.Write((connection, _) => Rows(connection, nameOrId, options), durable: true);
                // From here on a kill leaves files without rows, and this staging directory to say so.
                if (_files.Count > 0) Files(staging);
            }
            return new RemovedImage { Id = _id, Untagged = _untagged, Deleted = _deleted };
        }
        finally
        {
            staging.Dispose();
        }
    }

    private void Rows(SqliteConnection connection, string nameOrId, RemoveImageOptions options)
    {
        var found = find.Find(connection, nameOrId) ?? throw ImageStore.NotKnown(nameOrId);
        var image = ImageRows.One(connection, found.Id) ?? throw ImageStore.NotKnown(nameOrId);
        _id = image.Id;
        if (image.Names.Count > 1)
        {
            if (found.By is { } name && NameRows.Take(connection, image.Id, name.ToString()))
            {
                _untagged.Add(name.ToString());
                return;
            }
            if (!options.Force) throw SeveralNames(image);
        }
        var parents = options.NoPrune ? null : ImageParents.Of(ImageRows.All(connection));
        Delete(connection, image);
        while (parents is not null && parents.TryGetValue(image.Id, out var parent) && MayGo(connection, parent, parents))
        {
            Delete(connection, parent);
            image = parent;
        }
        CollectGarbage(connection);
    }

    private void Delete(SqliteConnection connection, ImageRecord image)
    {
        if (Users(connection, image.Id) is { Count: > 0 } users)
        {
            throw new EngineException(
                ErrorKind.Conflict,
                $"image used by {users[0]}: image is in use by a container: consider listing external containers and force-removing image",
                $"remove the container{(users.Count > 1 ? "s" : "")} first, or use `hull rmi --force`, which removes {(users.Count > 1 ? "them" : "it")} too");
        }
        if (connection.Text("SELECT image_id FROM image_uses WHERE image_id=@0 AND mounts>0", image.Id) is not null)
        {
            throw new EngineException(
                ErrorKind.Conflict, $"image {image.Id} is mounted: image is in use", "unmount it with `hull image unmount`, or use `hull rmi --force`");
        }
        connection.Run("DELETE FROM manifest_blobs WHERE manifest IN (SELECT digest FROM manifests WHERE image_id=@0)", image.Id);
        connection.Run("DELETE FROM manifests WHERE image_id=@0", image.Id);
        connection.Run("DELETE FROM image_layers WHERE image_id=@0", image.Id);
        connection.Run("DELETE FROM image_names WHERE image_id=@0", image.Id);
        connection.Run("DELETE FROM images WHERE id=@0", image.Id);
        _untagged.AddRange(image.Names.Select(name => name.ToString()));
        _deleted.Add(image.Id);
    }

    // A parent goes along only if it is dangling, unused, and no other image was made from it.
    private bool MayGo(SqliteConnection connection, ImageRecord parent, IReadOnlyDictionary<string, ImageRecord> parents) =>
        parent.IsDangling
        && Users(connection, parent.Id).Count == 0
        && !parents.Any(pair => pair.Value.Id == parent.Id && !_deleted.Contains(pair.Key));

    private void CollectGarbage(SqliteConnection connection)
    {
        const string unusedLayers = "FROM layers WHERE key NOT IN (SELECT layer FROM image_layers)";
        const string unusedBlobs = "FROM blobs WHERE digest NOT IN (SELECT blob FROM manifest_blobs)";
        _files.AddRange(connection.Texts("SELECT key " + unusedLayers).Select(store.Layout.Layer));
        _files.AddRange(connection.Texts("SELECT link " + unusedLayers).Select(store.Layout.Link));
        _files.AddRange(connection.Texts("SELECT digest " + unusedBlobs).Select(digest => store.Layout.Blob(ImageRows.ParseDigest(digest))));
        connection.Run("DELETE " + unusedLayers);
        connection.Run("DELETE " + unusedBlobs);
    }

    private void Files(StagingDirectory own)
    {
        // A living ingest may count on a layer that it found in the store: then the files stay, and our directory without an owner has the
        // next sweep see to them.
        if (Directory.EnumerateDirectories(store.Layout.Staging).Any(path => path != own.Path)) own.Abandon();
        else SetAside(own);
    }

    private void SetAside(StagingDirectory own)
    {
        try
        {
            SweepStore.SetAside(_files, own, store);
        }
        catch
        {
            own.Abandon();
            throw;
        }
    }

    private static List<string> Users(SqliteConnection connection, string imageId) =>
        connection.Texts("SELECT id FROM containers WHERE image_id=@0 OR id IN (SELECT user FROM image_uses WHERE image_id=@0) ORDER BY created", imageId);

    private static EngineException SeveralNames(ImageRecord image) => new(
        ErrorKind.Conflict,
        $"unable to delete image \"{image.Id}\" by ID with more than one tag ([{string.Join(' ', image.Names)}]): please force removal",
        "use `hull rmi --force`, or remove the names one by one");
}
