namespace Hull.Templates;

/// <summary>A struct: fields in declared order, read when they are asked for, and methods.</summary>
internal abstract class StructValue(GoType type) : TemplateValue(type)
{
    /// <summary>Structs are always true in Go.</summary>
    internal override bool IsTrue => true;

    /// <summary>The struct's own fields as they print, in order; embedded structs count as one field.</summary>
    public abstract IEnumerable<StructField> Fields { get; }

    /// <summary>The names that a template may ask for, fields and methods, in declared order; for hints.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <summary>The field of that name, also one promoted from an embedded struct, or null.</summary>
    public abstract TemplateValue? Field(string name);
}
