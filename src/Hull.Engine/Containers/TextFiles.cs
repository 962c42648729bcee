using Hull.Core;

namespace Hull.Engine.Containers;

/// <summary>Small text files of the host, read with a cap.</summary>
internal static class TextFiles
{
    /// <summary>The file's text; empty where there is none.</summary>
    /// <exception cref="EngineException">ResourceExhausted: it is larger than the limit.</exception>
    public static string ReadIfThere(string path, int limit)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists) return "";
            if (info.Length > limit)
                throw new EngineException(ErrorKind.ResourceExhausted, $"reading {path}: larger than {limit} bytes");
            return File.ReadAllText(path);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EngineException(ErrorKind.PermissionDenied, $"reading {path}: permission denied", inner: e);
        }
    }
}
