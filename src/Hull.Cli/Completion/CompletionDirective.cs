namespace Hull.Cli.Completion;

/// <summary>What a shell should make of the answer: cobra's ShellCompDirective, number for number, so that its scripts understand it too.</summary>
[Flags]
internal enum CompletionDirective
{
    /// <summary>Names of files where nothing was found.</summary>
    Default = 0,

    /// <summary>Nothing can be said.</summary>
    Error = 1,

    /// <summary>No space after the word.</summary>
    NoSpace = 2,

    /// <summary>No names of files, even where nothing was found.</summary>
    NoFileComp = 4,

    /// <summary>The answers are endings of file names.</summary>
    FilterFileExt = 8,

    /// <summary>Only directories.</summary>
    FilterDirs = 16,
}
