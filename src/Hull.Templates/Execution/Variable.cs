namespace Hull.Templates.Execution;

/// <summary>A variable of a template.</summary>
internal sealed class Variable(string name)
{
    /// <summary>Its name with the dollar sign.</summary>
    public string Name { get; } = name;

    /// <summary>Its present value.</summary>
    public required TemplateValue Value { get; set; }
}
