namespace Hull.Cli.Completion;

/// <summary>Completes the names of kernel parameters from what /proc/sys has.</summary>
internal static class CompleteSysctls
{
    private const string Root = "/proc/sys";

    /// <summary>The answer.</summary>
    /// <param name="typed">What stands there: net.ipv4.ip_</param>
    public static Completions Run(string typed)
    {
        if (typed.Contains('/', StringComparison.Ordinal) || typed.Contains("..", StringComparison.Ordinal)) return Completions.None;
        // What is complete of the name is a directory.
        var parent = Path.Join(Root, typed[..(typed.LastIndexOf('.') + 1)].Replace('.', '/'));
        if (!Directory.Exists(parent)) return Completions.None;
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true };
        return Completions.Of(typed, Directory.EnumerateFiles(parent, "*", options)
            .Select(static path => new CompletionItem(Path.GetRelativePath(Root, path).Replace('/', '.')))
            .OrderBy(static item => item.Text, StringComparer.Ordinal));
    }
}
