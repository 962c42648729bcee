using System.Text;

namespace Hull.Templates.Printing;

/// <summary>One run of Sprintf: reads the directives of a format and prints an operand for each (package fmt, "Printing").</summary>
internal sealed class GoFormat
{
    private const int Largest = 1_000_000;

    private readonly string _format;
    private readonly IReadOnlyList<TemplateValue> _operands;
    private readonly StringBuilder _output = new();
    private readonly ValuePrinter _printer;
    private int _at;
    private int _next;
    private bool _isReordered;
    private bool _isGoodIndex;
    private bool _afterIndex;

    public GoFormat(string format, IReadOnlyList<TemplateValue> operands)
    {
        _format = format;
        _operands = operands;
        _printer = new ValuePrinter(_output);
    }

    public string Run()
    {
        while (_at < _format.Length)
        {
            var percent = _format.IndexOf('%', _at);
            if (percent < 0) percent = _format.Length;
            _output.Append(_format, _at, percent - _at);
            _at = percent + 1;
            if (percent < _format.Length) Directive();
        }
        if (!_isReordered && _next < _operands.Count) Extra();
        return _output.ToString();
    }

    private void Directive()
    {
        _isGoodIndex = true;
        _afterIndex = false;
        var flags = WithPrecision(WithWidth(ReadFlags()));
        if (!_afterIndex) ReadIndex();
        if (_at >= _format.Length)
        {
            _output.Append("%!(NOVERB)");
            return;
        }
        var verb = _format[_at++];
        if (verb == '%')
        {
            _output.Append('%');
            return;
        }
        if (char.IsHighSurrogate(verb) && _at < _format.Length)
        {
            // No verb lies beyond the basic plane; one character stands for all of them.
            verb = '\uFFFD';
            _at++;
        }
        if (!_isGoodIndex) _output.Append("%!").Append(verb).Append("(BADINDEX)");
        else if (_next >= _operands.Count) _output.Append("%!").Append(verb).Append("(MISSING)");
        else
        {
            _printer.Flags = verb == 'v' ? flags.ForValue() : flags;
            _printer.Operand(_operands[_next++], verb);
        }
    }

    private PrintFlags ReadFlags()
    {
        var flags = PrintFlags.Plain;
        for (; _at < _format.Length; _at++)
        {
            switch (_format[_at])
            {
                case '#':
                    flags = flags with { Sharp = true };
                    break;
                case '0':
                    flags = flags with { Zero = true };
                    break;
                case '+':
                    flags = flags with { Plus = true };
                    break;
                case '-':
                    flags = flags with { Minus = true };
                    break;
                case ' ':
                    flags = flags with { Space = true };
                    break;
                default:
                    return flags;
            }
        }
        return flags;
    }

    private PrintFlags WithWidth(PrintFlags flags)
    {
        ReadIndex();
        if (!At('*'))
        {
            var width = ReadNumber();
            if (_afterIndex && width is not null) _isGoodIndex = false;
            return flags with { Width = width };
        }
        _afterIndex = false;
        var given = OperandNumber();
        if (given is null) _output.Append("%!(BADWIDTH)");
        return given < 0 ? flags with { Width = -given, Minus = true } : flags with { Width = given };
    }

    private PrintFlags WithPrecision(PrintFlags flags)
    {
        if (_at + 1 >= _format.Length || !At('.')) return flags;
        if (_afterIndex) _isGoodIndex = false;
        ReadIndex();
        if (!At('*')) return flags with { Precision = ReadNumber() ?? 0 };
        _afterIndex = false;
        var given = OperandNumber();
        if (given is null or < 0) _output.Append("%!(BADPREC)");
        return flags with { Precision = given < 0 ? null : given };
    }

    /// <summary>Reads an explicit operand number such as [2], if one stands here.</summary>
    private void ReadIndex()
    {
        _afterIndex = false;
        if (_at >= _format.Length || _format[_at] != '[') return;
        _isReordered = true;
        _afterIndex = true;
        var close = _format.IndexOf(']', _at);
        if (close < 0)
        {
            _isGoodIndex = false;
            _afterIndex = false;
            _at++;
            return;
        }
        _at++;
        var number = ReadNumber();
        if (number is { } index && _at == close && index >= 1 && index <= _operands.Count) _next = index - 1;
        else _isGoodIndex = false;
        _afterIndex = number is not null && _at == close;
        _at = close + 1;
    }

    private bool At(char c)
    {
        if (_at >= _format.Length || _format[_at] != c) return false;
        _at++;
        return true;
    }

    /// <summary>A decimal number, or null; one beyond a million ends the format, as in Go.</summary>
    private int? ReadNumber()
    {
        var number = 0;
        var start = _at;
        for (; _at < _format.Length && char.IsAsciiDigit(_format[_at]); _at++)
        {
            if (number > Largest)
            {
                _at = _format.Length;
                return null;
            }
            number = (number * 10) + _format[_at] - '0';
        }
        return _at > start ? number : null;
    }

    /// <summary>The next operand as a width or precision, or null where it is no fitting integer.</summary>
    private int? OperandNumber()
    {
        if (_next >= _operands.Count) return null;
        return InterfaceValue.Unwrap(_operands[_next++]) switch
        {
            IntValue { Value: >= -Largest and <= Largest } number => (int)number.Value,
            UintValue { Value: <= Largest } number => (int)number.Value,
            _ => null,
        };
    }

    private void Extra()
    {
        _output.Append("%!(EXTRA ");
        _printer.Flags = PrintFlags.Plain;
        for (var at = _next; at < _operands.Count; at++)
        {
            if (at > _next) _output.Append(", ");
            var operand = InterfaceValue.Unwrap(_operands[at]);
            if (operand is not NoValue) _output.Append(operand.Type.Name).Append('=');
            _printer.Operand(operand, 'v');
        }
        _output.Append(')');
    }
}
