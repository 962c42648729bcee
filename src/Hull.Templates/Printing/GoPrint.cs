using System.Text;

namespace Hull.Templates.Printing;

/// <summary>Go's Sprint, Sprintln and Sprintf.</summary>
internal static class GoPrint
{
    /// <summary>One value as <c>{{.}}</c> shows it: what a pointer points to, and words for what is not there.</summary>
    public static string Shown(TemplateValue value)
    {
        var shown = Showable(value);
        return shown is StringValue text ? text.Value : Sprint([shown]);
    }

    /// <summary>Follows pointers as the output of an action does; what is missing becomes the text for it.</summary>
    public static TemplateValue Showable(TemplateValue value)
    {
        value = InterfaceValue.Unwrap(value);
        while (value is PointerValue { Target: { } target }) value = InterfaceValue.Unwrap(target);
        return value is NoValue ? "<no value>" : value;
    }

    /// <summary>All operands, with spaces between two of which neither is a string.</summary>
    public static string Sprint(IReadOnlyList<TemplateValue> operands)
    {
        var output = new StringBuilder();
        var printer = new ValuePrinter(output);
        var afterText = true;
        foreach (var operand in operands)
        {
            var isText = InterfaceValue.Unwrap(operand) is StringValue;
            if (!isText && !afterText) output.Append(' ');
            printer.Operand(operand, 'v');
            afterText = isText;
        }
        return output.ToString();
    }

    /// <summary>All operands with spaces between them and a newline at the end.</summary>
    public static string Sprintln(IReadOnlyList<TemplateValue> operands)
    {
        var output = new StringBuilder();
        var printer = new ValuePrinter(output);
        for (var at = 0; at < operands.Count; at++)
        {
            if (at > 0) output.Append(' ');
            printer.Operand(operands[at], 'v');
        }
        return output.Append('\n').ToString();
    }

    /// <summary>Operands by the directives of a format.</summary>
    public static string Sprintf(string format, IReadOnlyList<TemplateValue> operands) => new GoFormat(format, operands).Run();
}
