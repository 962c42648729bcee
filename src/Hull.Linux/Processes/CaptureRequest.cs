namespace Hull.Linux.Processes;

/// <summary>What <see cref="RunAndCapture"/> gives to the child and how much it keeps of its output.</summary>
public sealed record CaptureRequest
{
    /// <summary>Bytes for standard input; it is /dev/null where there are none.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>The most bytes kept of standard output; what comes after is read and dropped.</summary>
    public int OutputLimit { get; init; } = 16 * 1024 * 1024;

    /// <summary>The most bytes kept of standard error; what comes after is read and dropped.</summary>
    public int ErrorLimit { get; init; } = 256 * 1024;
}
