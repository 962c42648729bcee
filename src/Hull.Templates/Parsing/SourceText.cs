using System.Globalization;
using Hull.Core;
using Hull.Templates.Printing;

namespace Hull.Templates.Parsing;

/// <summary>The text of a template with the name that errors give it.</summary>
internal sealed record SourceText(string Name, string Text)
{
    /// <summary>The line of a position, from 1.</summary>
    public int LineOf(int position) => 1 + Text.AsSpan(0, position).Count('\n');

    /// <summary>The bytes between the start of the line and a position.</summary>
    public int ColumnOf(int position) => GoBytes.Length(Text[(Text.LastIndexOf('\n', Math.Max(0, position - 1), position) + 1)..position]);

    /// <summary>The name and the place, as errors begin.</summary>
    public string Locate(int position) => string.Create(CultureInfo.InvariantCulture, $"{Name}:{LineOf(position)}:{ColumnOf(position)}");

    /// <summary>An error in the text itself.</summary>
    public EngineException ParseError(int position, string message, string? hint = null) =>
        Error(TemplatePhase.Parse, position, $"template: {Locate(position)}: {message}", hint);

    /// <summary>An error at a place.</summary>
    public EngineException Error(TemplatePhase phase, int position, string message, string? hint) =>
        new(ErrorKind.InvalidArgument, message, hint, new TemplateException(message, phase, LineOf(position), ColumnOf(position)));
}
