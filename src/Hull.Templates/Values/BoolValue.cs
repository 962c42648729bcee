namespace Hull.Templates;

/// <summary>Go's bool.</summary>
internal sealed class BoolValue : TemplateValue
{
    private static readonly BoolValue True = new(true);
    private static readonly BoolValue False = new(false);

    private BoolValue(bool value) : base(GoType.Bool) => Value = value;

    public bool Value { get; }

    internal override bool IsTrue => Value;

    public static BoolValue Of(bool value) => value ? True : False;
}
