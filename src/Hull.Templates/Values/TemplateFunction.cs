namespace Hull.Templates;

/// <summary>A function that templates may call: what it takes and what it does.</summary>
public sealed class TemplateFunction
{
    /// <summary>Describes a function.</summary>
    /// <param name="signature">Its Go type, as <c>%T</c> shows it: <c>func(string) string</c>.</param>
    /// <param name="parameters">
    /// The types of its parameters. <see cref="GoType.Any"/> takes every value, also none; <see cref="GoType.String"/>,
    /// <see cref="GoType.Int"/> and a list of strings take what has that shape; anything else is an error of the template.
    /// </param>
    /// <param name="invoke">
    /// The work. It gets exactly as many values as there are parameters, more if the function is variadic. To fail it throws a
    /// <see cref="TemplateFunctionException"/>, which becomes <c>error calling NAME: message</c>.
    /// </param>
    /// <param name="isVariadic">Whether the last parameter may come any number of times, also never.</param>
    public TemplateFunction(
        string signature, IReadOnlyList<GoType> parameters, Func<IReadOnlyList<TemplateValue>, TemplateValue> invoke, bool isVariadic = false)
    {
        Signature = signature;
        Parameters = parameters;
        Invoke = invoke;
        IsVariadic = isVariadic;
    }

    /// <summary>Its Go type, as <c>%T</c> shows it.</summary>
    public string Signature { get; }

    /// <summary>The types of its parameters, the variadic one last.</summary>
    public IReadOnlyList<GoType> Parameters { get; }

    /// <summary>Whether the last parameter may come any number of times, also never.</summary>
    public bool IsVariadic { get; }

    /// <summary>The work.</summary>
    internal Func<IReadOnlyList<TemplateValue>, TemplateValue> Invoke { get; }

    /// <summary>How many arguments must be there at least.</summary>
    internal int Required => IsVariadic ? Parameters.Count - 1 : Parameters.Count;

    /// <summary>The type of the argument at a position.</summary>
    internal GoType ParameterAt(int index) => Parameters[Math.Min(index, Parameters.Count - 1)];
}
