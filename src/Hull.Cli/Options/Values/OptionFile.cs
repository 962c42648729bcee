using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Configuration;

namespace Hull.Cli.Options.Values;

/// <summary>Files that options name: environment and label files.</summary>
internal static class OptionFile
{
    // Far above what execve(2) takes.
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>The whole text of a file.</summary>
    /// <param name="path">The path, from the working directory where it is relative.</param>
    /// <exception cref="EngineException">It is missing, no regular file, no text or too large; the message names it.</exception>
    public static string Read(string path)
    {
        if (path.Length == 0) throw Wrong.Value("the name of a file is empty");
        try
        {
            return HostTextFile.Read(path, MostBytes);
        }
        catch (EngineException failure)
        {
            throw new EngineException(failure.Kind, $"parsing file {GoQuote.Text(path)}: {failure.Message}", failure.Hint, failure);
        }
    }

    /// <summary>The lines that count: not empty, not a comment, without the white space in front.</summary>
    /// <param name="content">The file's text.</param>
    public static IEnumerable<string> Lines(string content)
    {
        foreach (var line in content.Split('\n'))
        {
            var text = line.TrimEnd('\r').TrimStart(' ', '\t');
            if (text.Length > 0 && text[0] != '#') yield return text;
        }
    }
}
