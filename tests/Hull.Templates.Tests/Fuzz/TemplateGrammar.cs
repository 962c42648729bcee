using System.Text;

namespace Hull.Templates.Tests.Fuzz;

/// <summary>Writes random templates: most are well-formed, some fit the data, some are spoilt by a random edit.</summary>
internal sealed class TemplateGrammar(Random random)
{
    private static readonly string[] Operands =
    [
        ".", ".S", ".N", ".B", ".F", ".U", ".Big", ".L", ".NilList", ".M", ".NilMap", ".Any", ".Inner", ".Ptr", ".NilPtr", ".When", ".Long", ".State",
        ".Mode", ".Fn", ".PtrS", ".NilS", ".Fail", ".Inner.X", ".Ptr.Twice", ".M.k", ".M.none", ".Nope", ".S.Nope", ".NilPtr.X", "$", "$.S", "$x", "$y",
        "nil", "true", "false", "0", "1", "-3", "7", "1.5", "1e3", "0x1F", "'c'", "\"\"", "\"a\"", "`raw`", "\"\\xff\"", "\"%v\"", "\"é☺\"",
        "(index .L 1)", "(.Inner).Y", "(.Ptr.Plus 2)", "(call .Fn \"x\")",
    ];

    private static readonly string[] Large = [".Big", ".U", ".Long", ".Mode", ".State", "1e3", "0x1F", "'c'"];

    private static readonly string[] Functions =
    [
        "and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "index", "slice", "len", "print", "println", "printf", "html", "js", "urlquery",
        "json", "join", "split", "lower", "upper", "title", "pad", "truncate", "call", ".Ptr.Plus", ".When.Format", ".When.Sub", ".Long.Round",
    ];

    private static readonly string[] Noise = ["", "{", "}", "{{", "}}", "(", ")", "|", ".", "$", ":=", "=", ",", "\"", "'", "`", "\\", "-", "%", " ", "\n", "é", "\0", "1", "x", "/*", "*/"];

    /// <summary>A template.</summary>
    public string Next()
    {
        var text = new StringBuilder("{{$x := 7}}{{$y := \"why\"}}");
        List(text, 3);
        if (random.Next(2) == 0) text.Append("{{define \"T\"}}<{{.}}>{{end}}");
        var edits = random.Next(4) == 0 ? random.Next(1, 5) : 0;
        for (var edit = 0; edit < edits; edit++) Spoil(text);
        return Bounded(text.ToString());
    }

    private void Spoil(StringBuilder text)
    {
        var at = random.Next(text.Length);
        text.Remove(at, Math.Min(random.Next(4), text.Length - at)).Insert(at, Pick(Noise));
        if (text.Length == 0) text.Append('{');
    }

    // range counts up to a number, as Go's does: to a large one, or to one inside another, it would not end while anybody waits.
    private static string Bounded(string text)
    {
        if (!text.Contains("range", StringComparison.Ordinal)) return text;
        foreach (var large in Large) text = text.Replace(large, "2", StringComparison.Ordinal);
        return text;
    }

    private void List(StringBuilder text, int depth)
    {
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            text.Append(Pick(["", " ", "x\n", "é", "\t"]));
            Action(text, depth);
        }
    }

    private void Action(StringBuilder text, int depth)
    {
        var kind = depth == 0 ? 0 : random.Next(10);
        switch (kind)
        {
            case 6:
                Block(text, "if ", depth, Pick(["{{else if .N}}", "{{else}}", ""]));
                break;
            case 7:
                Block(text, "with " + Pick(["", "$x := "]), depth, Pick(["{{else with .S}}", "{{else}}", ""]));
                break;
            case 8:
                Block(text, "range " + Pick(["", "$x := ", "$x, $y := ", "$x, $y = "]), depth, Pick(["{{else}}", "{{break}}", "{{if .}}{{continue}}{{end}}", ""]));
                break;
            case 9:
                text.Append(Pick(["{{template \"T\" .S}}", "{{template \"T\"}}", "{{block \"B\" .}}b{{end}}", "{{/* c */}}", "{{$x = 2}}", "{{$y := .L}}"]));
                break;
            default:
                text.Append(Pick(["{{", "{{- "]));
                Pipeline(text, depth);
                text.Append(Pick(["}}", " -}}"]));
                break;
        }
    }

    private void Block(StringBuilder text, string open, int depth, string middle)
    {
        text.Append("{{").Append(open);
        Pipeline(text, depth - 1);
        text.Append("}}");
        List(text, depth - 1);
        text.Append(middle);
        text.Append("{{end}}");
    }

    private void Pipeline(StringBuilder text, int depth)
    {
        Command(text, depth);
        for (var more = random.Next(6) - 3; more > 0; more--)
        {
            text.Append(" | ");
            Command(text, depth);
        }
    }

    private void Command(StringBuilder text, int depth)
    {
        if (random.Next(3) == 0)
        {
            text.Append(Pick(Operands));
            return;
        }
        var function = Pick(Functions);
        text.Append(function);
        if (function == "printf") text.Append(' ').Append(Format());
        for (var count = random.Next(4); count > 0; count--)
        {
            text.Append(' ');
            if (depth > 0 && random.Next(4) == 0)
            {
                text.Append('(');
                Pipeline(text, depth - 1);
                text.Append(')').Append(Pick(["", "", ".X", ".Nope"]));
            }
            else text.Append(Pick(Operands));
        }
    }

    private string Format()
    {
        var format = new StringBuilder("\"");
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            format.Append('%').Append(Pick(["", "+", "-", "#", "0", " ", "+#", "[1]", "[9]", "["])).Append(Pick(["", "", "5", "12", "*", "[2]*", "9999999"]))
                .Append(Pick(["", "", ".2", ".0", ".", ".*", ".[1]*", ".300"])).Append(Pick([.. "vvvdsqxXobctUeEfgGTpzy%!☺".Select(c => c.ToString())]));
        }
        return format.Append('"').ToString();
    }

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];
}
