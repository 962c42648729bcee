namespace Hull.Templates;

/// <summary>A function or a method bound to its receiver.</summary>
internal sealed class FunctionValue(TemplateFunction function) : TemplateValue(GoType.Function(function.Signature))
{
    public TemplateFunction Target { get; } = function;

    internal override bool IsTrue => true;

    /// <summary>A method without arguments that gives a value already known.</summary>
    public static FunctionValue Constant(string signature, TemplateValue value) => new(new TemplateFunction(signature, [], _ => value));
}
