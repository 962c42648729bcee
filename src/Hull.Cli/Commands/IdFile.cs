using Hull.Core;

namespace Hull.Cli.Commands;

/// <summary>A file that is to get a container's id and nothing else: it must not exist before.</summary>
internal sealed class IdFile
{
    private readonly string path;

    private IdFile(string path) => this.path = path;

    /// <summary>Checks that the file can be made.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="EngineException">Conflict: it exists; InvalidArgument: its directory does not.</exception>
    public static IdFile Reserve(string path)
    {
        if (File.Exists(path))
        {
            throw new EngineException(
                ErrorKind.Conflict, $"container ID file found: {path}: make sure the other container isn't running or delete it", $"rm {path}");
        }
        var directory = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(directory)) throw new EngineException(ErrorKind.InvalidArgument, $"container ID file {path}: no such directory");
        return new IdFile(path);
    }

    /// <summary>Writes the id.</summary>
    /// <param name="id">The id.</param>
    /// <exception cref="EngineException">The file cannot be written.</exception>
    public void Write(string id)
    {
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            file.Write(System.Text.Encoding.ASCII.GetBytes(id));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"writing container ID file {path}: {failure.Message}", inner: failure);
        }
    }
}
