namespace Hull.Cli.CommandLine;

/// <summary>The usual argument rules, in cobra's and Podman's words.</summary>
internal static class ArgumentRules
{
    /// <summary>Any arguments.</summary>
    public static ArgumentRule Any { get; } = static _ => null;

    /// <summary>None.</summary>
    public static ArgumentRule None { get; } =
        static invocation => invocation.Arguments.Count > 0 ? $"`{invocation.Path}` takes no arguments" : null;

    /// <summary>At least so many.</summary>
    /// <param name="count">How many.</param>
    public static ArgumentRule AtLeast(int count) => invocation =>
        invocation.Arguments.Count < count ? $"requires at least {count} arg(s), only received {invocation.Arguments.Count}" : null;

    /// <summary>At most so many.</summary>
    /// <param name="count">How many.</param>
    public static ArgumentRule AtMost(int count) => invocation =>
        invocation.Arguments.Count > count ? $"accepts at most {count} arg(s), received {invocation.Arguments.Count}" : null;

    /// <summary>Just so many.</summary>
    /// <param name="count">How many.</param>
    public static ArgumentRule Exactly(int count) => invocation =>
        invocation.Arguments.Count != count ? $"accepts {count} arg(s), received {invocation.Arguments.Count}" : null;

    /// <summary>From so many to so many.</summary>
    /// <param name="least">The least.</param>
    /// <param name="most">The most.</param>
    public static ArgumentRule Between(int least, int most) => invocation =>
        invocation.Arguments.Count < least || invocation.Arguments.Count > most
            ? $"accepts between {least} and {most} arg(s), received {invocation.Arguments.Count}"
            : null;
}
