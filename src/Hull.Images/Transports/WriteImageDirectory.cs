namespace Hull.Images.Transports;

/// <summary>Writes a dir: directory with a Docker schema 2 manifest: what `save --format docker-dir` asks for.</summary>
internal static class WriteImageDirectory
{
    public static async Task WriteAsync(IFileTarget target, StoredImage image, CancellationToken cancellationToken)
    {
        var manifest = image.DockerManifest;
        foreach (var layer in image.Layers.DistinctBy(layer => layer.Blob))
        {
            var listed = StoredImage.ForDocker(layer);
            using var blob = image.OpenForDocker(layer);
            await target.WriteAsync(ReadImageDirectory.BlobFile(listed.Blob), blob, listed.BlobSize, cancellationToken).ConfigureAwait(false);
        }
        target.Write(ReadImageDirectory.BlobFile(image.ConfigDigest), image.Record.ConfigBytes.Span);
        target.Write(ReadImageDirectory.ManifestFile, manifest.Raw.Span);
        target.Write(ReadImageDirectory.VersionFile, System.Text.Encoding.ASCII.GetBytes(ReadImageDirectory.Version));
    }
}
