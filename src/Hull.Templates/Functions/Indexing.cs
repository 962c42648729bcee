using Hull.Templates.Printing;

namespace Hull.Templates.Functions;

/// <summary>index, slice and len.</summary>
internal static class Indexing
{
    /// <summary>x[1][2][3]: elements of lists, bytes of strings, values of maps. A key that a map lacks gives the zero value of its elements.</summary>
    public static TemplateValue Index(TemplateValue item, IEnumerable<TemplateValue> indexes)
    {
        if (item is NoValue) throw new TemplateFunctionException("index of untyped nil");
        foreach (var index in indexes)
        {
            item = Indirect(item, "index");
            item = item switch
            {
                ListValue list => list[At(index, list.Items.Count, "slice")],
                StringValue text => Byte(text, index),
                MapValue map => Key(map, index),
                _ => throw new TemplateFunctionException($"can't index item of type {item.Type}"),
            };
        }
        return item;
    }

    /// <summary>x[i:j]: a part of a list or of the bytes of a string.</summary>
    public static TemplateValue Slice(TemplateValue item, IReadOnlyList<TemplateValue> indexes)
    {
        if (item is NoValue) throw new TemplateFunctionException("slice of untyped nil");
        if (indexes.Count > 3) throw new TemplateFunctionException($"too many slice indexes: {indexes.Count}");
        if (item is StringValue && indexes.Count == 3) throw new TemplateFunctionException("cannot 3-index slice a string");
        var length = item switch
        {
            StringValue s => GoBytes.Length(s.Value),
            ListValue l => l.Items.Count,
            _ => throw new TemplateFunctionException($"can't slice item of type {item.Type}"),
        };
        var bounds = indexes.Select(index => Bound(index, length)).ToArray();
        var from = bounds.Length > 0 ? bounds[0] : 0;
        var to = bounds.Length > 1 ? bounds[1] : length;
        if (from > to) throw new TemplateFunctionException($"invalid slice index: {from} > {to}");
        if (bounds.Length > 2 && to > bounds[2]) throw new TemplateFunctionException($"invalid slice index: {to} > {bounds[2]}");
        return item is StringValue text
            ? new StringValue(GoBytes.Slice(text.Value, from, to), text.Type)
            : new ListValue(item.Type, [.. ((ListValue)item).Items.Skip(from).Take(to - from)]);
    }

    /// <summary>The number of elements, entries or bytes.</summary>
    public static TemplateValue Length(TemplateValue item) => Indirect(item, "len") switch
    {
        StringValue text => GoBytes.Length(text.Value),
        ListValue list => list.Items.Count,
        MapValue map => map.Count,
        NoValue => throw new TemplateFunctionException("reflect: call of reflect.Value.Type on zero Value"),
        var other => throw new TemplateFunctionException($"len of type {other.Type}"),
    };

    private static TemplateValue Indirect(TemplateValue item, string what)
    {
        while (item is PointerValue or InterfaceValue)
        {
            if (item.IsNil) throw new TemplateFunctionException($"{what} of nil pointer");
            item = item is PointerValue pointer ? pointer.Target! : InterfaceValue.Unwrap(item);
        }
        return item;
    }

    private static UintValue Byte(StringValue text, TemplateValue index)
    {
        var bytes = GoBytes.FromText(text.Value);
        return new UintValue(bytes[At(index, bytes.Length, "string")], GoType.Uint8);
    }

    private static TemplateValue Key(MapValue map, TemplateValue key) => key switch
    {
        StringValue text => map.Find(text.Value) ?? map.Zero,
        NoValue => throw new TemplateFunctionException("value is nil; should be of type string"),
        _ => throw new TemplateFunctionException($"value has type {key.Type}; should be string"),
    };

    /// <summary>A position within something; the one just behind the end passes Go's first check and fails in the next.</summary>
    private static int At(TemplateValue index, int length, string what)
    {
        var at = Bound(index, length);
        return at < length ? at : throw new TemplateFunctionException($"reflect: {what} index out of range");
    }

    private static int Bound(TemplateValue index, int length)
    {
        var at = index switch
        {
            IntValue number => number.Value,
            UintValue number => unchecked((long)number.Value),
            NoValue => throw new TemplateFunctionException("cannot index slice/array with nil"),
            _ => throw new TemplateFunctionException($"cannot index slice/array with type {index.Type}"),
        };
        return at >= 0 && at <= length ? (int)at : throw new TemplateFunctionException($"index out of range: {at}");
    }
}
