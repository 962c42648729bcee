namespace Hull.Cli.CommandLine;

/// <summary>The value of one option in one parse.</summary>
internal abstract class OptionValue
{
    /// <summary>The row.</summary>
    public abstract Option Option { get; }

    /// <summary>The text of the last occurrence, as written.</summary>
    public string LastText { get; private set; } = "";

    /// <summary>Reads one occurrence; returns null, or what is wrong with it.</summary>
    /// <param name="text">What the user wrote.</param>
    public string? Set(string text)
    {
        LastText = text;
        return Read(text);
    }

    /// <summary>Reads one occurrence into the typed value.</summary>
    /// <param name="text">What the user wrote.</param>
    protected abstract string? Read(string text);
}
