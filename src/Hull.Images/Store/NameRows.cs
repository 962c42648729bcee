using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Hull.Images.Store;

/// <summary>Names of images as rows; always inside a write transaction.</summary>
internal static class NameRows
{
    // Enough to see where an image came from; an image tagged each hour must not grow its row for ever.
    private const int MaximumHistory = 50;

    /// <summary>Gives the name to the image, whoever had it.</summary>
    public static void Give(SqliteConnection connection, string imageId, string name)
    {
        if (connection.Text("SELECT image_id FROM image_names WHERE name=@0", name) == imageId) return;
        connection.Run("DELETE FROM image_names WHERE name=@0", name);
        connection.Run("INSERT INTO image_names(name, image_id) VALUES(@0, @1)", name, imageId);
        var history = JsonSerializer.Deserialize(connection.Text("SELECT names_history FROM images WHERE id=@0", imageId) ?? "[]", StoreJson.Default.StringArray) ?? [];
        string[] longer = [name, .. history.Where(old => old != name).Take(MaximumHistory - 1)];
        connection.Run("UPDATE images SET names_history=@1 WHERE id=@0", imageId, JsonSerializer.Serialize(longer, StoreJson.Default.StringArray));
    }

    /// <summary>Takes the name from the image; false when it has it not.</summary>
    public static bool Take(SqliteConnection connection, string imageId, string name) =>
        connection.Run("DELETE FROM image_names WHERE name=@0 AND image_id=@1", name, imageId) == 1;
}
