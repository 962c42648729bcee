using System.Text;
using Hull.Templates.Times;

namespace Hull.Templates.Printing;

/// <summary>Prints values of all kinds by a verb, as package fmt does; text and numbers inside go through <see cref="ScalarWriter"/>.</summary>
internal sealed class ValuePrinter
{
    // Go prints where a pointer points to. There is no such address here; a fixed one keeps output stable.
    private const ulong Address = 0xc000010000;

    private readonly ScalarWriter _writer;
    private bool _isReportingBadVerb;

    public ValuePrinter(StringBuilder output) => _writer = new ScalarWriter(output);

    /// <summary>The flags of the present directive.</summary>
    public PrintFlags Flags
    {
        get => _writer.Flags;
        set => _writer.Flags = value;
    }

    /// <summary>Prints one operand.</summary>
    public void Operand(TemplateValue value, char verb)
    {
        value = InterfaceValue.Unwrap(value);
        switch (verb)
        {
            case 'v' or 'T' when value is NoValue:
                _writer.Padded("<nil>");
                break;
            case 'T':
                _writer.Text(value.Type.Name);
                break;
            case 'p':
                Pointer(value, verb);
                break;
            default:
                Value(value, verb, 0);
                break;
        }
    }

    private void Value(TemplateValue value, char verb, int depth)
    {
        if (PrintsItself(value, verb)) return;
        switch (value)
        {
            case ListValue list:
                List(list, verb, depth);
                break;
            case MapValue map:
                Map(map, verb, depth);
                break;
            case TimeValue time when Flags.SharpV && verb == 'v':
                _writer.Raw(time.GoSyntax);
                break;
            case StructValue fields and not TimeValue:
                Struct(fields, verb, depth);
                break;
            case PointerValue { Target: ListValue or MapValue or StructValue } pointer when depth == 0:
                _writer.Raw("&");
                Value(pointer.Target, verb, depth + 1);
                break;
            case PointerValue or FunctionValue:
                Pointer(value, verb);
                break;
            case InterfaceValue { Inner: { } inner }:
                Value(inner, verb, depth + 1);
                break;
            case InterfaceValue:
                _writer.Raw(Flags.SharpV ? "interface {}(nil)" : "<nil>");
                break;
            default:
                Scalar(value, verb);
                break;
        }
    }

    private void Scalar(TemplateValue value, char verb)
    {
        switch (value)
        {
            case BoolValue b when verb is 't' or 'v':
                _writer.Padded(b.Value ? "true" : "false");
                break;
            case IntValue i:
                Integer(value, i.Value < 0 ? 0UL - (ulong)i.Value : (ulong)i.Value, i.Value < 0, verb);
                break;
            case UintValue u when Flags.SharpV && verb == 'v':
                Hexadecimal(u.Value);
                break;
            case UintValue u:
                Integer(value, u.Value, false, verb);
                break;
            case FloatValue f:
                Float(f, verb);
                break;
            case StringValue s:
                Text(value, s.Value, verb);
                break;
            case NoValue when verb == 'v':
                _writer.Raw("<nil>");
                break;
            default:
                BadVerb(value, verb);
                break;
        }
    }

    /// <summary>Types with a String method use it wherever a string is wanted, except in Go syntax.</summary>
    private bool PrintsItself(TemplateValue value, char verb)
    {
        if ((_isReportingBadVerb && value is not TimeValue) || Flags.SharpV || verb is not ('v' or 's' or 'x' or 'X' or 'q')) return false;
        if (value.StringMethod is not { } text) return false;
        Text(value, text, verb);
        return true;
    }

    private void Integer(TemplateValue value, ulong magnitude, bool negative, char verb)
    {
        // A negative number is no character; as an unsigned one it is far out of range.
        var code = negative ? ulong.MaxValue : magnitude;
        switch (verb)
        {
            case 'v' or 'd' or 'b' or 'o' or 'O' or 'x' or 'X':
                _writer.Integer(magnitude, negative, verb);
                break;
            case 'c':
                _writer.Character(code);
                break;
            case 'q':
                _writer.QuotedCharacter(code);
                break;
            case 'U':
                _writer.CodePoint(negative ? 0UL - magnitude : magnitude);
                break;
            default:
                BadVerb(value, verb);
                break;
        }
    }

    private void Float(FloatValue value, char verb)
    {
        switch (verb)
        {
            case 'v':
                _writer.Float(value.Value, 'g', -1);
                break;
            case 'b' or 'g' or 'G' or 'x' or 'X':
                _writer.Float(value.Value, verb, -1);
                break;
            case 'e' or 'E' or 'f':
                _writer.Float(value.Value, verb, 6);
                break;
            case 'F':
                _writer.Float(value.Value, 'f', 6);
                break;
            default:
                BadVerb(value, verb);
                break;
        }
    }

    private void Text(TemplateValue value, string text, char verb)
    {
        switch (verb)
        {
            case 'v' when Flags.SharpV:
                _writer.Quoted(text);
                break;
            case 'v' or 's':
                _writer.Text(text);
                break;
            case 'x' or 'X':
                _writer.HexBytes(text, verb == 'X');
                break;
            case 'q':
                _writer.Quoted(text);
                break;
            default:
                BadVerb(value, verb);
                break;
        }
    }

    private void List(ListValue list, char verb, int depth)
    {
        if (OpenGoSyntax(list)) return;
        if (!Flags.SharpV) _writer.Raw("[");
        for (var at = 0; at < list.Items.Count; at++)
        {
            Separate(at);
            Value(list[at], verb, depth + 1);
        }
        _writer.Raw(Flags.SharpV ? "}" : "]");
    }

    private void Map(MapValue map, char verb, int depth)
    {
        if (OpenGoSyntax(map)) return;
        if (!Flags.SharpV) _writer.Raw("map[");
        var at = 0;
        foreach (var key in map.Keys)
        {
            Separate(at++);
            Value(key, verb, depth + 1);
            _writer.Raw(":");
            Value(map.Find(key)!, verb, depth + 1);
        }
        _writer.Raw(Flags.SharpV ? "}" : "]");
    }

    private void Struct(StructValue value, char verb, int depth)
    {
        if (!OpenGoSyntax(value) && !Flags.SharpV) _writer.Raw("{");
        var at = 0;
        foreach (var field in value.Fields)
        {
            Separate(at++);
            if (Flags.PlusV || Flags.SharpV) _writer.Raw(field.Name + ":");
            Value(InterfaceValue.Unwrap(field.Value), verb, depth + 1);
        }
        _writer.Raw("}");
    }

    /// <summary>With %#v, writes the type and the brace, or the whole of a nil value and says that this was all.</summary>
    private bool OpenGoSyntax(TemplateValue value)
    {
        if (!Flags.SharpV) return false;
        _writer.Raw(value.Type.Name + (value.IsNil ? "(nil)" : "{"));
        return value.IsNil;
    }

    private void Separate(int at)
    {
        if (at > 0) _writer.Raw(Flags.SharpV ? ", " : " ");
    }

    private void Pointer(TemplateValue value, char verb)
    {
        if (value is not (PointerValue or FunctionValue or ListValue or MapValue))
        {
            BadVerb(value, verb);
            return;
        }
        var address = value.IsNil ? 0 : Address;
        switch (verb)
        {
            case 'v' when Flags.SharpV:
                _writer.Raw($"({value.Type.Name})({(value.IsNil ? "nil" : $"0x{address:x}")})");
                break;
            case 'v' when value.IsNil:
                _writer.Padded("<nil>");
                break;
            case 'v' or 'p':
                Hexadecimal(address);
                break;
            case 'b' or 'o' or 'd' or 'x' or 'X':
                _writer.Integer(address, false, verb);
                break;
            default:
                BadVerb(value, verb);
                break;
        }
    }

    private void Hexadecimal(ulong value)
    {
        var flags = Flags;
        Flags = flags with { Sharp = !flags.Sharp };
        _writer.Integer(value, false, 'x');
        Flags = flags;
    }

    /// <summary>A verb that does not fit the value is shown with the value's type: <c>%!d(string=hi)</c>.</summary>
    private void BadVerb(TemplateValue value, char verb)
    {
        if (value is NoValue)
        {
            _writer.Raw($"%!{verb}(<nil>)");
            return;
        }
        _writer.Raw($"%!{verb}({value.Type.Name}=");
        var outer = _isReportingBadVerb;
        _isReportingBadVerb = true;
        Value(value, 'v', 0);
        _isReportingBadVerb = outer;
        _writer.Raw(")");
    }
}
