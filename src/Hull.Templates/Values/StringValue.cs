namespace Hull.Templates;

/// <summary>
/// Go's string. Go's strings are bytes; here they are .NET strings in which a byte that is no valid UTF-8 stands as a lone surrogate
/// (<see cref="Printing.GoBytes"/>), so that cutting a string inside a character and escaping the rest give what Go gives.
/// </summary>
internal sealed class StringValue(string value, GoType? type = null) : TemplateValue(type ?? GoType.String)
{
    public string Value { get; } = value;

    internal override bool IsTrue => Value.Length > 0;
}
