namespace Hull.Cli.CommandLine;

/// <summary>A command line, read: which command, how it was called, and with what.</summary>
/// <param name="Command">The row of the command table.</param>
/// <param name="Path">The program and the command as named in messages: <c>hull container run</c>.</param>
/// <param name="Options">The values of options, the program's and the command's.</param>
/// <param name="WantsHelp">Whether help was asked for instead of the command.</param>
internal sealed record Invocation(Command Command, string Path, ParsedOptions Options, bool WantsHelp)
{
    /// <summary>The arguments that are not options.</summary>
    public IReadOnlyList<string> Arguments => Options.Arguments;

    /// <summary>Whether the option was given.</summary>
    /// <param name="option">The row.</param>
    public bool Has(Option option) => Options.Has(option);

    /// <summary>The option's value, or its default.</summary>
    /// <param name="option">The row.</param>
    public T Get<T>(Option<T> option) => Options.Get(option);
}
