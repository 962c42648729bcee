namespace Hull.Templates;

/// <summary>
/// What templates see of a .NET type: one table of fields and methods. It is made once per type, in a static field; a value's members are
/// read when a template asks for them. Names are those of Go, and the order is the one in which <c>{{.}}</c> and <c>{{json .}}</c> print.
/// </summary>
/// <typeparam name="T">The row type.</typeparam>
public sealed class TemplateObject<T>
{
    private readonly List<Member> _fields = [];
    private readonly Dictionary<string, Func<T, TemplateValue>> _readers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<T, TemplateFunction>> _methods = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    internal TemplateObject(string goName) => Type = GoType.Struct(goName, _readers.ContainsKey);

    /// <summary>The Go type of the values.</summary>
    public GoType Type { get; }

    /// <summary>The names of the fields, embedded structs resolved, in declared order; the columns that have a header of their own.</summary>
    public IReadOnlyList<string> FieldNames => [.. _names.Where(name => !_methods.ContainsKey(name))];

    internal IReadOnlyList<string> Names => _names;

    /// <summary>Adds a field.</summary>
    /// <param name="name">Its name in templates.</param>
    /// <param name="get">Reads it.</param>
    /// <param name="json">Its name in JSON; null for the same name, the empty string to leave it out.</param>
    /// <param name="omitEmpty">Whether JSON leaves it out when it is empty.</param>
    public TemplateObject<T> Field(string name, Func<T, TemplateValue> get, string? json = null, bool omitEmpty = false)
    {
        _fields.Add(new Member(name, json == "" ? null : json ?? name, omitEmpty, false, get));
        _readers[name] = get;
        _names.Add(name);
        return this;
    }

    /// <summary>Adds a method without arguments; it can be asked for like a field, but is no part of what the object prints as.</summary>
    /// <param name="name">Its name in templates.</param>
    /// <param name="get">Gives its result.</param>
    public TemplateObject<T> Method(string name, Func<T, TemplateValue> get) =>
        Method(name, row => new TemplateFunction("func() string", [], _ => get(row)));

    /// <summary>Adds a method with arguments, such as <c>.Label "key"</c>.</summary>
    /// <param name="name">Its name in templates.</param>
    /// <param name="bind">Gives the function for a row.</param>
    public TemplateObject<T> Method(string name, Func<T, TemplateFunction> bind)
    {
        _methods[name] = bind;
        if (!_names.Contains(name)) _names.Add(name);
        return this;
    }

    /// <summary>Adds an embedded struct: it prints as one field, and its own fields and methods can be asked for directly.</summary>
    /// <typeparam name="TInner">The embedded type.</typeparam>
    /// <param name="name">The name of the embedded type.</param>
    /// <param name="inner">Its description.</param>
    /// <param name="get">Reads it.</param>
    public TemplateObject<T> Embed<TInner>(string name, TemplateObject<TInner> inner, Func<T, TInner> get)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _fields.Add(new Member(name, name, false, true, row => inner.Value(get(row))));
        _readers.TryAdd(name, row => inner.Value(get(row)));
        foreach (var (promoted, read) in inner._readers) _readers.TryAdd(promoted, row => read(get(row)));
        foreach (var (promoted, bind) in inner._methods) _methods.TryAdd(promoted, row => bind(get(row)));
        _names.AddRange(inner._names.Except(_names));
        return this;
    }

    /// <summary>A row as a struct.</summary>
    /// <param name="row">The row.</param>
    public TemplateValue Value(T row) => new ObjectValue<T>(this, row);

    /// <summary>A row as a pointer to a struct, which is how Podman hands over most objects.</summary>
    /// <param name="row">The row.</param>
    public TemplateValue Pointer(T row) => TemplateValue.Pointer(Value(row));

    internal IEnumerable<StructField> FieldsOf(T row) =>
        _fields.Select(member => new StructField(member.Name, member.JsonName, member.OmitEmpty, member.IsEmbedded, member.Get(row)));

    internal TemplateValue? FieldOf(T row, string name) => _readers.TryGetValue(name, out var get) ? get(row) : null;

    internal FunctionValue? MethodOf(T row, string name) =>
        _methods.TryGetValue(name, out var bind) ? new FunctionValue(bind(row)) : null;

    private sealed record Member(string Name, string? JsonName, bool OmitEmpty, bool IsEmbedded, Func<T, TemplateValue> Get);
}
