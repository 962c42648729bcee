using Hull.Core;
using Hull.Images.Layers;
using Hull.Images.Store;
using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>Makes an archive readable at any place: a plain tar in a file as it is; anything compressed, piped or streamed is first written to the staging directory.</summary>
internal static class OpenArchive
{
    /// <summary>Opens a path: a directory, a tar, a compressed tar, a named pipe.</summary>
    public static async Task<IFileSource> AtAsync(string path, string spool, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path)) return new DirectoryFiles(path);
        using var file = Open(path);
        if (!file.CanSeek) return await SpoolAsync(file, path, spool, cancellationToken).ConfigureAwait(false);
        var start = new byte[8];
        var count = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (count == 0) throw new EngineException(ErrorKind.Corrupt, $"{path}: it is empty");
        if (Decompression.Of(start.AsSpan(0, count), path) == LayerCompression.None) return ArchiveFiles.Open(path, path);
        file.Position = 0;
        return await SpoolAsync(file, path, spool, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what a stream holds, decompressed, to a file, and opens that.</summary>
    /// <param name="stream">Read to its end.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="spool">The file to write.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    public static async Task<IFileSource> SpoolAsync(Stream stream, string what, string spool, CancellationToken cancellationToken)
    {
        using var compressed = new HashingStream(stream, null);
        using var plain = Decompression.Open(compressed, what, out _);
        using (var file = new FileStream(spool, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            var buffer = new byte[256 * 1024];
            int count;
            while ((count = await plain.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false)) > 0)
            {
                Write(file, buffer.AsSpan(0, count), what);
                CheckRatio(file.Position, compressed.Count, what);
            }
            if (file.Length == 0) throw new EngineException(ErrorKind.Corrupt, $"{what}: it is empty");
        }
        return ArchiveFiles.Open(spool, what);
    }

    private static void Write(FileStream file, ReadOnlySpan<byte> bytes, string what)
    {
        try
        {
            file.Write(bytes);
        }
        catch (IOException e)
        {
            throw StoreErrors.Translate(e, $"{what}: writing {file.Name}");
        }
    }

    private static void CheckRatio(long plain, long compressed, string what)
    {
        var limits = UnpackOptions.Default;
        if (plain > limits.RatioFloor && plain / limits.MaxRatio > compressed)
            throw new EngineException(ErrorKind.ResourceExhausted, $"{what}: it unpacks to more than {limits.MaxRatio} times its size: a decompression bomb");
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EngineException(ErrorKind.NotFound, $"{OneLine.Of(path)}: no such file or directory", inner: e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EngineException(ErrorKind.PermissionDenied, $"{OneLine.Of(path)}: permission denied", inner: e);
        }
    }
}
