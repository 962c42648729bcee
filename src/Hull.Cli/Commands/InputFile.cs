using Hull.Core;

namespace Hull.Cli.Commands;

/// <summary>A file that a person names for a command to read.</summary>
internal static class InputFile
{
    /// <summary>Opens it.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="EngineException">NotFound; InvalidArgument: it cannot be read.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EngineException(ErrorKind.NotFound, $"open {path}: no such file or directory", inner: failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"open {path}: {failure.Message}", inner: failure);
        }
    }
}
