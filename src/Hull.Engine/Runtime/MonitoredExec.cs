using Hull.Engine.Containers;
using Hull.Linux.Descriptors;

namespace Hull.Engine.Runtime;

/// <summary>A running exec session under a conmon.</summary>
internal sealed class MonitoredExec(Pipe sync, LineReader answers, AttachContainer? attachment, int pid) : IDisposable
{
    /// <summary>The process.</summary>
    public int Pid => pid;

    /// <summary>Its streams, where they were attached.</summary>
    public AttachContainer? Attachment => attachment;

    /// <summary>Waits for the end; -1 where conmon died before it could tell.</summary>
    public int WaitForCode() => Monitor.ReadExitCode(answers);

    /// <summary>Lets go of the session; it goes on.</summary>
    public void Dispose()
    {
        attachment?.Dispose();
        sync.Dispose();
    }
}
