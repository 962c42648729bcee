using Hull.Core;
using Hull.Linux;
using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>The file or directory that a save makes, removed again unless it is kept.</summary>
internal sealed class SaveTarget : IDisposable
{
    private readonly string _path;
    private bool _kept;

    private SaveTarget(string path, FileStream? stream)
    {
        _path = path;
        Stream = stream;
        // A pipe or device that was named as the target is not ours to remove.
        _kept = stream is not null && SafePath.Status(stream.SafeFileHandle).Type != FileType.Regular;
    }

    /// <summary>The open file, not buffered; null for a directory.</summary>
    public FileStream? Stream { get; }

    public static SaveTarget File(string path)
    {
        try
        {
            return new SaveTarget(path, new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"save to {OneLine.Of(path)}: {OneLine.Of(e.Message)}", inner: e);
        }
    }

    public static SaveTarget Directory(string path)
    {
        try
        {
            if (System.IO.Directory.Exists(path) && System.IO.Directory.EnumerateFileSystemEntries(path).Any())
                throw new EngineException(ErrorKind.Conflict, $"save to {OneLine.Of(path)}: the directory is not empty", "name a new directory");
            System.IO.Directory.CreateDirectory(path);
            return new SaveTarget(path, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"save to {OneLine.Of(path)}: {OneLine.Of(e.Message)}", inner: e);
        }
    }

    public void Keep()
    {
        Stream?.Dispose();
        _kept = true;
    }

    public void Dispose()
    {
        Stream?.Dispose();
        if (!_kept) DeleteTree.Delete(_path);
    }
}
