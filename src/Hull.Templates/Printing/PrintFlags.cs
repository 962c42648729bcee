namespace Hull.Templates.Printing;

/// <summary>What stands between the percent sign and the verb of a printf directive.</summary>
internal sealed record PrintFlags
{
    /// <summary>A directive without flags.</summary>
    public static PrintFlags Plain { get; } = new();

    /// <summary>Left-justify.</summary>
    public bool Minus { get; init; }

    /// <summary>Always a sign; only ASCII in quotes.</summary>
    public bool Plus { get; init; }

    /// <summary>The alternate form: 0x, back quotes.</summary>
    public bool Sharp { get; init; }

    /// <summary>A space where a plus sign would be.</summary>
    public bool Space { get; init; }

    /// <summary>Pad with zeros.</summary>
    public bool Zero { get; init; }

    /// <summary>The directive is %+v: structs with the names of their fields.</summary>
    public bool PlusV { get; init; }

    /// <summary>The directive is %#v: Go syntax.</summary>
    public bool SharpV { get; init; }

    /// <summary>The least number of characters, or null.</summary>
    public int? Width { get; init; }

    /// <summary>Digits after the point, or the most characters of a string, or null.</summary>
    public int? Precision { get; init; }

    /// <summary>Moves + and # of %+v and %#v to the flags that say so: they mean something else for every other verb.</summary>
    public PrintFlags ForValue() => this with { SharpV = Sharp, Sharp = false, PlusV = Plus, Plus = false };
}
