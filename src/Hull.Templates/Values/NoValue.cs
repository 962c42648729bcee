namespace Hull.Templates;

/// <summary>Go's zero reflect.Value: there is nothing here.</summary>
internal sealed class NoValue : TemplateValue
{
    private NoValue() : base(GoType.Invalid)
    {
    }

    public static NoValue Instance { get; } = new();

    internal override bool IsTrue => false;

    internal override bool IsNil => true;
}
