namespace Hull.Cli.CommandLine;

/// <summary>A row whose value is a <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The value's type.</typeparam>
internal sealed class Option<T>(string name, char shorthand, string typeName, string help, T fallback, ValueReader<T> reader)
    : Option(name, shorthand, typeName, help)
{
    /// <summary>The value when the option is not given.</summary>
    public T Default { get; } = fallback;

    /// <summary>Reads one occurrence.</summary>
    public ValueReader<T> Reader { get; } = reader;

    /// <inheritdoc/>
    public override OptionValue NewValue() => new OptionValue<T>(this);
}
