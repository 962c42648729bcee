namespace Hull.Cli.Options.Values;

/// <summary>Paths on the host.</summary>
internal static class HostPathText
{
    /// <summary>Makes a path absolute, as text: links are not followed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="about">What the path is for: "--init-path".</param>
    /// <exception cref="Core.EngineException">InvalidArgument: it is empty, or relative to a working directory that is gone.</exception>
    public static string Read(string text, string about)
    {
        if (text.Length == 0) throw Wrong.Value($"{about}: the path is empty");
        try
        {
            return Path.GetFullPath(text);
        }
        catch (IOException failure)
        {
            throw new Core.EngineException(Core.ErrorKind.InvalidArgument, $"{about}: {text}: the working directory is gone", inner: failure);
        }
    }
}
