namespace Hull.Templates;

/// <summary>What a template may use beside the functions that every template has.</summary>
public sealed record TemplateOptions
{
    /// <summary>Nothing more.</summary>
    public static TemplateOptions Default { get; } = new();

    /// <summary>More functions by name; they take the place of built-in ones of the same name.</summary>
    public IReadOnlyDictionary<string, TemplateFunction> Functions { get; init; } = new Dictionary<string, TemplateFunction>();

    /// <summary>
    /// Whether a key that a map does not have is an error (Go's option missingkey=error) and not <c>&lt;no value&gt;</c>. Docker inspects
    /// raw JSON this way.
    /// </summary>
    public bool MissingKeyIsError { get; init; }
}
