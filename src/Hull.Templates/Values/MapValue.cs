namespace Hull.Templates;

/// <summary>A map with string keys, in the order of their bytes, as Go prints and ranges over them.</summary>
internal sealed class MapValue : TemplateValue
{
    private readonly SortedDictionary<string, TemplateValue> _entries;
    private readonly Func<TemplateValue> _zero;

    private MapValue(GoType type, SortedDictionary<string, TemplateValue> entries, bool isNil, Func<TemplateValue> zero) : base(type)
    {
        _entries = entries;
        IsNil = isNil;
        _zero = zero;
    }

    public int Count => _entries.Count;

    public IEnumerable<string> Keys => _entries.Keys;

    /// <summary>What it prints as, also in JSON, where it is shown as a text; null for a map.</summary>
    public string? Line { get; init; }

    internal override bool IsTrue => _entries.Count > 0;

    internal override string? StringMethod => Line;

    internal override bool IsNil { get; }

    /// <summary>The zero value of the map's elements, which is what Go's indexing gives for a missing key.</summary>
    public TemplateValue Zero => _zero();

    /// <summary>Makes a map.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="entries">Its entries, or null for the nil map.</param>
    /// <param name="zero">Gives the zero value of its elements, where the type alone does not tell.</param>
    public static MapValue Create(GoType type, IEnumerable<KeyValuePair<string, TemplateValue>>? entries, Func<TemplateValue>? zero = null)
    {
        var sorted = new SortedDictionary<string, TemplateValue>(Printing.GoBytes.Comparer);
        foreach (var (key, value) in entries ?? []) sorted[key] = value;
        return new MapValue(type, sorted, entries is null, zero ?? (() => GoZero.Of(type.Element!)));
    }

    /// <summary>Makes a map of labels, which prints as one line.</summary>
    /// <param name="labels">The labels, sorted.</param>
    public static MapValue Labels(IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        var entries = new SortedDictionary<string, TemplateValue>(Printing.GoBytes.Comparer);
        foreach (var (name, value) in labels) entries[name] = value;
        return new MapValue(GoType.MapOf(GoType.String), entries, isNil: false, static () => "") { Line = string.Join(',', labels.Select(static label => $"{label.Key}={label.Value}")) };
    }

    /// <summary>The value of a key with the static type of the map's elements, or null if there is none.</summary>
    public TemplateValue? Find(string key) =>
        _entries.TryGetValue(key, out var value) ? InterfaceValue.WrapFor(Type.Element!, value) : null;
}
