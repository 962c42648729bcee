using System.Globalization;

namespace Hull.Linux.Processes;

/// <summary>How a process ended: by exit with a code, or by a signal.</summary>
/// <param name="Code">The exit code 0 to 255; 0 where a signal ended it.</param>
/// <param name="Signal">The signal that ended it, or null.</param>
public readonly record struct ExitStatus(int Code, Signal? Signal)
{
    /// <summary>Whether it exited with 0.</summary>
    public bool IsSuccess => Signal is null && Code == 0;

    /// <summary>One number for both, as a shell gives it: the code, or 128 + the signal.</summary>
    public int ShellCode => Signal is { } signal ? 128 + signal.Number : Code;

    /// <summary>For messages: <c>exit code 3</c> or <c>killed by SIGKILL</c>.</summary>
    public override string ToString()
        => Signal is { } signal ? $"killed by {signal.Name}" : string.Create(CultureInfo.InvariantCulture, $"exit code {Code}");
}
