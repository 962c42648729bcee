using Hull.Engine.Containers.RootFiles;

namespace Hull.Cli.Completion;

/// <summary>Finds what a path inside an image or container may go on with.</summary>
/// <param name="list">Lists a directory in there; null where no directory is.</param>
internal sealed class CompletePath(Func<string, IReadOnlyList<DirectoryItem>?> list)
{
    /// <summary>The answer: what a directory has whose name is complete, else what begins as its last part does. Directories end with a slash.</summary>
    /// <param name="typed">The path so far, relative or absolute; it cannot leave the root.</param>
    /// <param name="before">What stands before it in the word: CONTAINER: for cp.</param>
    public Completions Run(string typed, string before = "")
    {
        if (typed.Length == 0) typed = "/";
        if (list(typed) is { } inside)
        {
            var whole = typed.EndsWith('/') ? typed : typed + "/";
            return inside.Count > 0 ? Of(before + whole, inside) : new Completions([new CompletionItem(before + whole)], WithoutSpace);
        }
        var end = typed.LastIndexOf('/') + 1;
        return Of(before + typed[..end], (list(typed[..end]) ?? []).Where(item => item.Name.StartsWith(typed[end..], StringComparison.Ordinal)));
    }

    private const CompletionDirective WithoutSpace = CompletionDirective.NoFileComp | CompletionDirective.NoSpace;

    private static Completions Of(string directory, IEnumerable<DirectoryItem> items)
    {
        var words = items.Select(item => new CompletionItem(directory + item.Name + (item.IsDirectory ? "/" : ""))).ToList();
        return new Completions(words, words.Exists(static word => word.Text.EndsWith('/')) ? WithoutSpace : CompletionDirective.NoFileComp);
    }
}
