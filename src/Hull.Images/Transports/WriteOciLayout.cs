using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>Writes an OCI layout (image-spec, image-layout.md): blobs as they are, an OCI manifest, an index with the image's name.</summary>
internal sealed class WriteOciLayout(IFileTarget target)
{
    public async Task WriteAsync(StoredImage image, CancellationToken cancellationToken)
    {
        var manifest = image.OciManifest;
        target.Write(ReadOciLayout.LayoutFile, """{"imageLayoutVersion":"1.0.0"}"""u8);
        foreach (var layer in image.Layers.DistinctBy(layer => layer.Blob))
        {
            using var blob = image.OpenBlob(layer);
            await target.WriteAsync(ReadOciLayout.BlobFile(layer.Blob), blob, layer.BlobSize, cancellationToken).ConfigureAwait(false);
        }
        target.Write(ReadOciLayout.BlobFile(image.ConfigDigest), image.Record.ConfigBytes.Span);
        target.Write(ReadOciLayout.BlobFile(manifest.Digest), manifest.Raw.Span);
        target.Write(ReadOciLayout.IndexFile, Index(image, manifest).Raw.Span);
    }

    private static ManifestDocument Index(StoredImage image, ManifestDocument manifest)
    {
        var name = image.Names.Count > 0 ? image.Names[0].ToString() : null;
        return ManifestDocument.Of(new ImageIndex
        {
            SchemaVersion = 2,
            MediaType = MediaTypes.OciIndex,
            Manifests =
            [
                new Descriptor
                {
                    MediaType = MediaTypes.OciManifest,
                    Digest = manifest.Digest,
                    Size = manifest.Raw.Length,
                    Annotations = name is null ? null : new Dictionary<string, string> { [ReadOciLayout.RefName] = name },
                },
            ],
        });
    }
}
