using Hull.Core;
using Hull.Templates.Execution;
using Hull.Templates.Functions;
using Hull.Templates.Parsing;
using Hull.Templates.Parsing.Nodes;

namespace Hull.Templates;

/// <summary>
/// A template in the language of Go's text/template, with the functions that Docker and Podman add to it. What it prints, and what it says
/// when it fails, is what Go's says; beyond it, errors of parsing carry a column and many errors a hint.
/// </summary>
public sealed class Template
{
    private readonly SourceText _source;
    private readonly IReadOnlyDictionary<string, ListNode> _templates;
    private readonly TemplateOptions _options;

    private Template(SourceText source, IReadOnlyDictionary<string, ListNode> templates, TemplateOptions options)
    {
        _source = source;
        _templates = templates;
        _options = options;
    }

    /// <summary>Reads a template.</summary>
    /// <param name="name">The name that errors give it: the command's.</param>
    /// <param name="text">Its text.</param>
    /// <param name="options">More functions; null for none.</param>
    /// <exception cref="EngineException">
    /// InvalidArgument: the text is malformed; the message begins with <c>template: NAME:LINE:COLUMN:</c>, and the inner exception is a
    /// <see cref="TemplateException"/> of phase <see cref="TemplatePhase.Parse"/>.
    /// </exception>
    public static Template Parse(string name, string text, TemplateOptions? options = null)
    {
        options ??= TemplateOptions.Default;
        var source = new SourceText(name, text);
        var functions = BuiltIn.Functions.Keys.Concat(options.Functions.Keys).ToHashSet(StringComparer.Ordinal);
        return new Template(source, Parser.Parse(source, functions), options);
    }

    /// <summary>Applies the template to a value. What was written before an error stays written.</summary>
    /// <param name="data">The value that the template sees as dot.</param>
    /// <param name="output">Where the result goes.</param>
    /// <exception cref="EngineException">
    /// InvalidArgument: the template does not fit the value; the message begins with <c>template: NAME:LINE:COLUMN: executing</c>, and the
    /// inner exception is a <see cref="TemplateException"/> of phase <see cref="TemplatePhase.Execute"/>.
    /// </exception>
    public void Execute(TemplateValue data, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(data);
        var run = new Run(_source, _templates, _options, output);
        new Walker(run, new Frame(_source.Name, data)).List(data, _templates[_source.Name]);
    }

    /// <summary>Applies the template to a value and returns the result.</summary>
    /// <param name="data">The value that the template sees as dot.</param>
    /// <inheritdoc cref="Execute(TemplateValue, TextWriter)" path="/exception"/>
    public string Execute(TemplateValue data)
    {
        using var output = new StringWriter();
        Execute(data, output);
        return output.ToString();
    }
}
