using System.Globalization;
using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Store;
using Hull.Images;
using Hull.Linux.FileLocks;
using Hull.Linux.Mounts;
using Microsoft.Data.Sqlite;

namespace Hull.Engine.Images;

/// <summary>
/// Mounts images read only, each at one place that all share: for `image mount`, and for containers that mount them. Who holds an image is
/// counted in the database before it is mounted; the last to let go takes the mount off.
/// </summary>
internal sealed class MountImage(StorePaths paths, StateDatabase database, ImageStore images, MountRootfs overlays, bool rootless)
{
    // The user of `image mount` in the rows, where containers have their ids.
    private const string Caller = "";

    /// <summary>Mounts an image for a container that uses it.</summary>
    /// <returns>Where.</returns>
    /// <exception cref="EngineException">The kernel refuses.</exception>
    public string ForContainer(string imageId, IReadOnlyList<string> layers, string container)
    {
        using var held = Lock(imageId);
        Run("UPDATE image_uses SET mounts=1 WHERE image_id=$image AND user=$user", imageId, container);
        return Attach(imageId, layers);
    }

    /// <summary>Mounts an image for whoever asks with `image mount`.</summary>
    /// <returns>Where.</returns>
    /// <exception cref="EngineException">NotFound: it has gone meanwhile. Or the kernel refuses.</exception>
    public string ForCaller(ImageRecord image)
    {
        using var held = Lock(image.Id);
        database.Write((connection, _) =>
        {
            images.Require(connection, image.Id);
            using var command = Command(
                connection, "INSERT INTO image_uses(image_id, user, mounts) VALUES($image, $user, 1) ON CONFLICT(image_id, user) DO UPDATE SET mounts=mounts+1", image.Id, Caller);
            command.ExecuteNonQuery();
        });
        return Attach(image.Id, [.. image.Layers.Select(static layer => layer.Key)]);
    }

    /// <summary>Takes back one mount of an image, of `image mount` before a container's, or with force all.</summary>
    /// <returns>Whether it was mounted.</returns>
    public bool Release(string imageId, bool force)
    {
        using var held = Lock(imageId);
        if (Count(imageId) == 0) return false;
        if (force) Run("UPDATE image_uses SET mounts=0 WHERE image_id=$image", imageId, Caller);
        else
        {
            Run(
                """
                UPDATE image_uses SET mounts=mounts-1 WHERE image_id=$image
                    AND user=(SELECT min(user) FROM image_uses WHERE image_id=$image AND mounts>0)
                """,
                imageId, Caller);
        }
        DetachIfUnused(imageId);
        return true;
    }

    /// <summary>Takes back what a container holds; may be repeated.</summary>
    public void ReleaseOf(string container)
    {
        foreach (var imageId in Texts("SELECT image_id FROM image_uses WHERE user=$user AND mounts>0 ORDER BY image_id", container))
        {
            using var held = Lock(imageId);
            Run("UPDATE image_uses SET mounts=0 WHERE image_id=$image AND user=$user", imageId, container);
            DetachIfUnused(imageId);
        }
    }

    /// <summary>The images that are mounted now, each id with the place.</summary>
    public IReadOnlyList<(string Id, string Place)> Mounted()
    {
        var counted = Texts("SELECT DISTINCT image_id FROM image_uses WHERE mounts>0 ORDER BY image_id", Caller);
        if (counted.Count == 0) return [];
        // One that was killed between its count and its mount has none.
        var table = MountTable.Read().Select(static entry => entry.MountPoint).ToHashSet(StringComparer.Ordinal);
        return [.. from id in counted where table.Contains(Place(id)) select (id, Place(id))];
    }

    /// <summary>After a reboot nothing is mounted.</summary>
    public void ForgetMounts() => Run("DELETE FROM image_uses WHERE user=$user; UPDATE image_uses SET mounts=0 WHERE mounts<>0", "", Caller);

    private string Place(string imageId) => Path.Join(paths.MountedImages, imageId);

    private FileLock Lock(string imageId) => FileLock.Acquire(paths.Lock("image-" + imageId));

    private string Attach(string imageId, IReadOnlyList<string> layers)
    {
        var place = Place(imageId);
        Directory.CreateDirectory(place, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (MountTable.Read().Exists(entry => entry.MountPoint == place)) return place;
        overlays.Attach(
            new OverlayMount
            {
                LowerDirectories = overlays.Trees(layers, Path.Join(paths.MountedImages, "empty")),
                UsesUserAttributes = rootless,
                Flags = MountFlags.ReadOnly,
            },
            place);
        return place;
    }

    private void DetachIfUnused(string imageId)
    {
        if (Count(imageId) > 0) return;
        var place = Place(imageId);
        Mount.Detach(place);
        if (Directory.Exists(place)) Directory.Delete(place);
        Run("DELETE FROM image_uses WHERE image_id=$image AND user=$user", imageId, Caller);
    }

    private long Count(string imageId) =>
        long.Parse(Texts("SELECT CAST(coalesce(sum(mounts), 0) AS TEXT) FROM image_uses WHERE image_id=$user", imageId)[0], CultureInfo.InvariantCulture);

    private void Run(string sql, string imageId, string user) => database.Write((connection, _) =>
    {
        using var command = Command(connection, sql, imageId, user);
        command.ExecuteNonQuery();
    });

    private List<string> Texts(string sql, string user) => database.Read(connection =>
    {
        using var command = Command(connection, sql, "", user);
        using var reader = command.ExecuteReader();
        var texts = new List<string>();
        while (reader.Read()) texts.Add(reader.GetString(0));
        return texts;
    });

    private static SqliteCommand Command(SqliteConnection connection, string sql, string imageId, string user)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$image", imageId);
        command.Parameters.AddWithValue("$user", user);
        return command;
    }
}
