namespace Hull.Templates;

/// <summary>A slice. Elements are asked for when they are needed; the nil slice has no items at all.</summary>
internal sealed class ListValue(GoType type, IReadOnlyList<TemplateValue>? items) : TemplateValue(type)
{
    public IReadOnlyList<TemplateValue> Items { get; } = items ?? [];

    internal override bool IsTrue => Items.Count > 0;

    internal override bool IsNil { get; } = items is null;

    /// <summary>An element with the static type of the list, which matters when that is an interface.</summary>
    public TemplateValue this[int index] => InterfaceValue.WrapFor(Type.Element!, Items[index]);
}
