using System.Text;

namespace Hull.Linux.Processes;

/// <summary>A program that ran to its end, and what it wrote.</summary>
public sealed record CapturedRun
{
    /// <summary>How it ended.</summary>
    public required ExitStatus Status { get; init; }

    /// <summary>What it wrote to standard output, up to the limit.</summary>
    public required ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>What it wrote to standard error, up to the limit.</summary>
    public required ReadOnlyMemory<byte> Error { get; init; }

    /// <summary>Whether the limit cut either off.</summary>
    public required bool IsTruncated { get; init; }

    /// <summary>Standard output as UTF-8.</summary>
    public string OutputText => Encoding.UTF8.GetString(Output.Span);

    /// <summary>Standard error as UTF-8, without blanks at its end.</summary>
    public string ErrorText => Encoding.UTF8.GetString(Error.Span).TrimEnd();
}
