using Hull.Core;

namespace Hull.Templates;

/// <summary>
/// Where and when a template failed; the <see cref="Exception.InnerException"/> of the <see cref="EngineException"/> that tells of it.
/// Lines count from 1 and columns are bytes from the start of the line, as in Go's messages.
/// </summary>
public sealed class TemplateException : Exception
{
    internal TemplateException(string message, TemplatePhase phase, int line, int column) : base(message)
    {
        Phase = phase;
        Line = line;
        Column = column;
    }

    /// <summary>Whether the text is wrong or does not fit the data.</summary>
    public TemplatePhase Phase { get; }

    /// <summary>The line, from 1.</summary>
    public int Line { get; }

    /// <summary>The bytes of the line before the place.</summary>
    public int Column { get; }
}
