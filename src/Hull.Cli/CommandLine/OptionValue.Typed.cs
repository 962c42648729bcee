namespace Hull.Cli.CommandLine;

/// <summary>The typed value of one option in one parse.</summary>
/// <typeparam name="T">The value's type.</typeparam>
internal sealed class OptionValue<T>(Option<T> option) : OptionValue
{
    private T value = option.Default;

    /// <summary>The value after the occurrences read so far.</summary>
    public T Value => value;

    /// <inheritdoc/>
    public override Option Option => option;

    /// <inheritdoc/>
    protected override string? Read(string text) => option.Reader(text, ref value);
}
