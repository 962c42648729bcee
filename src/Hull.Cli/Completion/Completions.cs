namespace Hull.Cli.Completion;

/// <summary>The answer: the words that may stand at a place, and what the shell should make of them.</summary>
/// <param name="Items">The words.</param>
/// <param name="Directive">For the shell.</param>
internal sealed record Completions(IReadOnlyList<CompletionItem> Items, CompletionDirective Directive)
{
    /// <summary>Nothing can stand there.</summary>
    public static Completions None { get; } = new([], CompletionDirective.NoFileComp);

    /// <summary>A file's name stands there: the shell knows better.</summary>
    public static Completions Files { get; } = new([], CompletionDirective.Default);

    /// <summary>A directory's name stands there.</summary>
    public static Completions Directories { get; } = new([], CompletionDirective.FilterDirs);

    /// <summary>One of these words and nothing else.</summary>
    /// <param name="typed">What stands there so far: words that begin otherwise are left out.</param>
    /// <param name="items">The words.</param>
    public static Completions Of(string typed, IEnumerable<CompletionItem> items) =>
        new([.. items.Where(item => item.Text.StartsWith(typed, StringComparison.Ordinal))], CompletionDirective.NoFileComp);

    /// <summary>One of these words and nothing else.</summary>
    /// <param name="typed">What stands there so far.</param>
    /// <param name="words">The words.</param>
    public static Completions Of(string typed, params IEnumerable<string> words) => Of(typed, words.Select(static word => new CompletionItem(word)));
}
