using Hull.Core;
using Hull.Engine.Runtime;
using Hull.Linux.Descriptors;

namespace Hull.Engine.Containers;

/// <summary>
/// An exec'ed process run by the OCI runtime as our own child, its streams copied through pipes: never our own descriptors, which would
/// hand the container a terminal or file of the host.
/// </summary>
internal static class DirectExec
{
    /// <summary>Runs it to its end.</summary>
    public static ExecOutcome Run(ExecMonitorRequest request, AttachStreams streams)
    {
        var directory = request.Directory;
        var pidFile = Path.Join(directory, "pidfile");
        var logFile = Path.Join(directory, "log");
        using var output = Pipe.Create();
        using var error = Pipe.Create();
        using var input = streams.Input is null ? null : Pipe.Create();
        var descriptors = new Dictionary<int, System.Runtime.InteropServices.SafeHandle> { [1] = output.Writer, [2] = error.Writer };
        if (input is not null) descriptors[0] = input.Reader;
        request.Preserved.AddTo(descriptors);
        using var child = request.Runtime.StartExec(
            [.. request.Preserved.Arguments, "--process", Path.Join(directory, "process.json"), "--pid-file", pidFile, request.ContainerId], logFile, descriptors);
        output.Writer.Dispose();
        error.Writer.Dispose();
        input?.Reader.Dispose();

        if (input is not null) CopyInput(streams.Input!, input);
        // What the runtime itself says comes before the pid file; it is held back until the process is known to run.
        var held = new HeldBackStream(streams.Error ?? Stream.Null, () => File.Exists(pidFile));
        PipeCopy.UntilBothEnd(output.Reader, streams.Output ?? Stream.Null, error.Reader, held);
        var status = child.WaitForExit();
        if (!File.Exists(pidFile)) throw RuntimeErrors.Classify(request.Runtime.Name, "exec", RuntimeSaid(logFile, held), request.Command);
        held.Release();
        return new ExecOutcome(request.Session, AttachEnd.Ended, status.ShellCode);
    }

    private static void CopyInput(Stream from, Pipe to)
    {
        // A background thread: a read of a terminal can't be interrupted, and must not keep the process alive.
        var thread = new Thread(() =>
        {
            try
            {
                PipeCopy.All(from, to.Writer);
            }
            catch (Exception e) when (e is EngineException or IOException or ObjectDisposedException)
            {
                // The process has closed its input or ended: its output side tells.
            }
            to.Writer.Dispose();
        })
        { IsBackground = true, Name = "exec input" };
        thread.Start();
    }

    private static string RuntimeSaid(string logFile, HeldBackStream held)
    {
        var log = TextFiles.ReadIfThere(logFile, 1024 * 1024);
        return log.Length > 0 ? log : held.HeldText;
    }
}
