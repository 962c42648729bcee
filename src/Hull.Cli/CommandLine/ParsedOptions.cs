namespace Hull.Cli.CommandLine;

/// <summary>What one command line gave: the values of the options that stand in it, and the arguments that are not options.</summary>
internal sealed class ParsedOptions
{
    private readonly List<OptionValue> values = [];

    /// <summary>The options given, each once, in the order in which they first stand.</summary>
    public IReadOnlyList<OptionValue> Values => values;

    /// <summary>The arguments that are not options, without a <c>--</c>.</summary>
    public List<string> Arguments { get; } = [];

    /// <summary>How many arguments stand before <c>--</c>; null when there is none.</summary>
    public int? ArgumentsBeforeDashes { get; set; }

    /// <summary>Whether the option was given.</summary>
    /// <param name="option">The row.</param>
    public bool Has(Option option) => Find(option) is not null;

    /// <summary>The option's value, or its default.</summary>
    /// <param name="option">The row.</param>
    public T Get<T>(Option<T> option) => Find(option) is OptionValue<T> value ? value.Value : option.Default;

    /// <summary>The place for a value, made at the option's first occurrence.</summary>
    /// <param name="option">The row.</param>
    public OptionValue Place(Option option)
    {
        var value = Find(option);
        if (value is null) values.Add(value = option.NewValue());
        return value;
    }

    // A command line holds few options: looking through them beats hashing them.
    private OptionValue? Find(Option option)
    {
        foreach (var value in values)
            if (ReferenceEquals(value.Option, option)) return value;
        return null;
    }
}
