using Hull.Core;

namespace Hull.Cli;

/// <summary>The exit codes of the program, in one place. A container's own exit code is passed on as it is.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>The answer of <c>exists</c>: no.</summary>
    public const int No = 1;

    /// <summary>The program's own options make no sense.</summary>
    public const int Usage = 1;

    /// <summary>What rm and rmi leave when something runs or is in use.</summary>
    public const int InUse = 2;

    /// <summary>Hull itself failed.</summary>
    public const int EngineFailed = 125;

    /// <summary>The container's command cannot be executed.</summary>
    public const int CommandNotExecutable = 126;

    /// <summary>The container's command was not found.</summary>
    public const int CommandNotFound = 127;

    /// <summary>Added to the number of the signal that ended something, as shells do.</summary>
    public const int SignalBase = 128;

    /// <summary>Nobody reads the output any more: what a program ended by SIGPIPE (13) leaves.</summary>
    public const int BrokenPipe = SignalBase + 13;

    /// <summary>Ended by Ctrl-C: SIGINT (2).</summary>
    public const int Interrupted = SignalBase + 2;

    /// <summary>The exit code for an error.</summary>
    /// <param name="error">The error.</param>
    public static int Of(EngineException error) => error.Kind switch
    {
        ErrorKind.CommandNotExecutable => CommandNotExecutable,
        ErrorKind.CommandNotFound => CommandNotFound,
        _ => EngineFailed,
    };

    /// <summary>The exit code of rm and rmi for an error: what is missing and what stands in the way have codes of their own.</summary>
    /// <param name="error">The error.</param>
    public static int OfRemoval(EngineException error) => error.Kind switch
    {
        ErrorKind.NotFound => No,
        ErrorKind.InvalidState or ErrorKind.Conflict => InUse,
        _ => Of(error),
    };
}
