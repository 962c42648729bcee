using Hull.Core;

namespace Hull.Cli.Commands;

/// <summary>A file that is to get a container's id and nothing else. What it held before goes; with the container goes the file.</summary>
internal static class IdFile
{
    /// <summary>Checks that the file can be made.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The absolute path.</returns>
    /// <exception cref="EngineException">InvalidArgument: its directory does not exist.</exception>
    public static string Check(string path)
    {
        var full = Path.GetFullPath(path);
        return Directory.Exists(Path.GetDirectoryName(full))
            ? full
            : throw new EngineException(ErrorKind.InvalidArgument, $"container ID file {path}: no such directory");
    }

    /// <summary>Writes the id.</summary>
    /// <param name="path">The file.</param>
    /// <param name="id">The id.</param>
    /// <exception cref="EngineException">The file cannot be written.</exception>
    public static void Write(string path, string id)
    {
        try
        {
            File.WriteAllText(path, id);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"writing container ID file {path}: {failure.Message}", inner: failure);
        }
    }
}
