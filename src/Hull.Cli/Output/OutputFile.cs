using Hull.Core;

namespace Hull.Cli.Output;

/// <summary>A file that a person names for a command's output.</summary>
internal static class OutputFile
{
    /// <summary>Makes it, or empties it.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="EngineException">InvalidArgument: it cannot be written.</exception>
    public static FileStream Create(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"open {path}: {failure.Message}", inner: failure);
        }
    }
}
