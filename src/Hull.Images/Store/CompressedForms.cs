using Hull.Core;
using Hull.Oci;

namespace Hull.Images.Store;

/// <summary>
/// What compressing a layer gave for an earlier push: digest and size by method and level. The bytes are not kept; a registry that has them
/// need not be sent them again.
/// </summary>
internal sealed class CompressedForms(StateDatabase database)
{
    // No level is the compressor's own default.
    private const int DefaultLevel = -1;

    /// <summary>The compressed form of a layer; null where it was not compressed in this way yet.</summary>
    public StagedLayer? Find(StagedLayer layer, LayerCompression compression, int? level) => database.Read(connection => connection.Rows(
        reader => layer with { Blob = ImageRows.ParseDigest(reader.GetString(0)), BlobSize = reader.GetInt64(1), Compression = compression },
        "SELECT digest, size FROM compressed_forms WHERE diff_id=@0 AND compression=@1 AND level=@2",
        layer.DiffId.ToString(),
        (int)compression,
        level ?? DefaultLevel).FirstOrDefault());

    /// <summary>Keeps what layers became.</summary>
    /// <param name="forms">The compressed layers.</param>
    /// <param name="level">At which level.</param>
    public void Keep(IReadOnlyCollection<StagedLayer> forms, int? level)
    {
        if (forms.Count == 0) return;
        database.Write((connection, _) =>
        {
            foreach (var form in forms)
            {
                connection.Run(
                    "INSERT OR REPLACE INTO compressed_forms(diff_id, compression, level, digest, size) VALUES(@0, @1, @2, @3, @4)",
                    form.DiffId.ToString(),
                    (int)form.Compression,
                    level ?? DefaultLevel,
                    form.Blob.ToString(),
                    form.BlobSize);
            }
        });
    }
}
