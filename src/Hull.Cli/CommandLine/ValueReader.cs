namespace Hull.Cli.CommandLine;

/// <summary>Reads one occurrence of an option into its value: a scalar is replaced, a list grows.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <param name="text">What the user wrote.</param>
/// <param name="value">The value so far, and the value after.</param>
/// <returns>Null, or what is wrong with the text.</returns>
internal delegate string? ValueReader<T>(string text, ref T value);
