namespace Hull.Engine.Containers;

/// <summary>Which of a container's streams are connected to what. A null stream is not attached.</summary>
public sealed record AttachStreams
{
    /// <summary>Copied to the container's standard input; its end closes the container's.</summary>
    public Stream? Input { get; init; }

    /// <summary>Receives standard output (and all output of a container with a terminal).</summary>
    public Stream? Output { get; init; }

    /// <summary>Receives standard error.</summary>
    public Stream? Error { get; init; }

    /// <summary>The size of the caller's window, which a container's terminal has from its start; null where there is none.</summary>
    public (int Rows, int Columns)? WindowSize { get; init; }

    /// <summary>The keys that end the attachment without ending the container ("ctrl-p,ctrl-q"; empty for none); only a terminal's input is searched.</summary>
    public string DetachKeys { get; init; } = "ctrl-p,ctrl-q";
}
