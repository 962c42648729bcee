using System.Text.Json;
using System.Text.Json.Nodes;
using Hull.Templates.Json;
using Hull.Templates.Times;

namespace Hull.Templates;

/// <summary>
/// A value that a template can look at. It stands for a Go value: what a template prints, compares and iterates follows Go's rules for
/// that type. Callers make values with the conversions and factories here, rows with <see cref="TemplateObject{T}"/>, and anything that
/// exists as JSON with <see cref="FromJson(JsonElement, JsonShape?)"/>.
/// </summary>
public abstract class TemplateValue
{
    private protected TemplateValue(GoType type) => Type = type;

    /// <summary>The Go type that the value stands for.</summary>
    public GoType Type { get; }

    /// <summary>No value: prints as <c>&lt;no value&gt;</c>, is false, and any field of it is no value either.</summary>
    public static TemplateValue None => NoValue.Instance;

    /// <summary>The text of a string, for functions with a parameter of that type.</summary>
    /// <exception cref="InvalidOperationException">The value is no string.</exception>
    public string AsText() => this is StringValue text ? text.Value : throw new InvalidOperationException($"{Type} is no string");

    /// <summary>The number of an integer, for functions with a parameter of that type.</summary>
    /// <exception cref="InvalidOperationException">The value is no signed integer.</exception>
    public long AsInteger() => this is IntValue number ? number.Value : throw new InvalidOperationException($"{Type} is no integer");

    /// <summary>What <c>if</c> and <c>and</c> see: not the zero of its type and not empty (text/template, "Actions").</summary>
    internal abstract bool IsTrue { get; }

    /// <summary>What the value's own String method says, for types that have one; null for all others.</summary>
    internal virtual string? StringMethod => null;

    /// <summary>Whether it is nil in Go's sense: no value, or a nil pointer, list, map or interface.</summary>
    internal virtual bool IsNil => false;

    /// <summary>The method of that name bound to this value, or null.</summary>
    internal virtual FunctionValue? Method(string name) => null;

    /// <summary>Go's <c>string</c>; null becomes the empty string.</summary>
    /// <param name="value">The text.</param>
    public static implicit operator TemplateValue(string? value) => new StringValue(value ?? "");

    /// <summary>Go's <c>bool</c>.</summary>
    /// <param name="value">The truth.</param>
    public static implicit operator TemplateValue(bool value) => BoolValue.Of(value);

    /// <summary>Go's <c>int</c>.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator TemplateValue(int value) => new IntValue(value);

    /// <summary>Go's <c>int64</c>.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator TemplateValue(long value) => new IntValue(value, GoType.Int64);

    /// <summary>Go's <c>uint64</c>.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator TemplateValue(ulong value) => new UintValue(value, GoType.Uint64);

    /// <summary>Go's <c>float64</c>.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator TemplateValue(double value) => new FloatValue(value);

    /// <summary>Go's <c>time.Time</c>; prints as <c>2026-11-23 20:00:00 +0000 UTC</c>.</summary>
    /// <param name="value">The moment.</param>
    public static implicit operator TemplateValue(DateTimeOffset value) => new TimeValue(GoTime.From(value));

    /// <summary>Go's <c>time.Duration</c>; prints as <c>1m30s</c>.</summary>
    /// <param name="value">The length of time.</param>
    public static implicit operator TemplateValue(TimeSpan value) => DurationValue.FromNanoseconds(value.Ticks * 100);

    /// <summary>Go's <c>[]string</c>; null becomes the nil slice.</summary>
    /// <param name="items">The strings, in order.</param>
    public static TemplateValue List(IEnumerable<string>? items) =>
        new ListValue(GoType.ListOf(GoType.String), items?.Select(item => (TemplateValue)item).ToArray());

    /// <summary>A slice; null becomes the nil slice.</summary>
    /// <param name="items">The elements, in order.</param>
    /// <param name="element">The type of the elements; <see cref="GoType.Any"/> when they differ.</param>
    public static TemplateValue List(IEnumerable<TemplateValue>? items, GoType element) =>
        new ListValue(GoType.ListOf(element), items?.ToArray());

    /// <summary>Go's <c>map[string]string</c>; null becomes the nil map.</summary>
    /// <param name="entries">The entries; later ones win over earlier ones of the same key.</param>
    public static TemplateValue Map(IEnumerable<KeyValuePair<string, string>>? entries) =>
        Map(entries?.Select(entry => KeyValuePair.Create(entry.Key, (TemplateValue)entry.Value)), GoType.String);

    /// <summary>Labels: they print as one line, a=b,c=d, also in JSON, and each can be asked for by its name.</summary>
    /// <param name="entries">The labels; null for none.</param>
    public static TemplateValue Labels(IEnumerable<KeyValuePair<string, string>>? entries)
    {
        var sorted = (entries ?? []).OrderBy(entry => entry.Key, StringComparer.Ordinal).ToList();
        return MapValue.Labels(sorted);
    }

    /// <summary>A map with string keys; null becomes the nil map.</summary>
    /// <param name="entries">The entries; later ones win over earlier ones of the same key.</param>
    /// <param name="element">The type of the values; <see cref="GoType.Any"/> when they differ.</param>
    public static TemplateValue Map(IEnumerable<KeyValuePair<string, TemplateValue>>? entries, GoType element) =>
        MapValue.Create(GoType.MapOf(element), entries);

    /// <summary>A string of a named type, such as <c>container.NetworkMode</c>.</summary>
    /// <param name="value">The text.</param>
    /// <param name="type">Its type.</param>
    public static TemplateValue Named(string value, GoType type) => new StringValue(value, type);

    /// <summary>An integer of a named type, with what its String method prints: a state, a month.</summary>
    /// <param name="value">The number, which <c>%d</c> and comparisons see.</param>
    /// <param name="text">What it prints as; null for the number itself.</param>
    /// <param name="type">Its type.</param>
    public static TemplateValue Named(long value, string? text, GoType type) => new IntValue(value, type, text);

    /// <summary>A pointer to a value.</summary>
    /// <param name="target">What it points to.</param>
    public static TemplateValue Pointer(TemplateValue target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new PointerValue(GoType.PointerTo(target.Type), target);
    }

    /// <summary>The nil pointer to a type; prints as <c>&lt;nil&gt;</c>, and asking it for a field is an error.</summary>
    /// <param name="target">The type that it would point to.</param>
    public static TemplateValue NilPointer(GoType target) => new PointerValue(GoType.PointerTo(target), null);

    /// <summary>A function that templates run with <c>call</c>.</summary>
    /// <param name="function">What it takes and does.</param>
    public static TemplateValue Function(TemplateFunction function) => new FunctionValue(function);

    /// <summary>
    /// Shows JSON to templates. With a shape it is the Go struct that the shape describes; without one it is what Go decodes into an empty
    /// interface: maps, lists, strings and booleans, with whole numbers as int64.
    /// </summary>
    /// <param name="json">The JSON; it must stay valid as long as the value is used.</param>
    /// <param name="shape">What the JSON stands for.</param>
    public static TemplateValue FromJson(JsonElement json, JsonShape? shape = null) => (shape ?? JsonShape.Plain).Read(json);

    /// <inheritdoc cref="FromJson(JsonElement, JsonShape?)"/>
    public static TemplateValue FromJson(JsonNode? json, JsonShape? shape = null) => FromJson(JsonText.ToElement(json), shape);
}
