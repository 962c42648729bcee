using System.Globalization;
using System.Runtime.InteropServices;
using Hull.Engine.Containers;
using Hull.Linux.Descriptors;
using Hull.Linux.Processes;

namespace Hull.Engine.Runtime;

/// <content>
/// Exec sessions. The order of conmon's API: start byte → conmon makes its sockets and answers on the attach pipe → we connect → second
/// start byte → the runtime starts the process → its pid, and at the end its exit code, come on the sync pipe.
/// </content>
internal sealed partial class Monitor
{
    /// <summary>Starts an exec session and returns once its process runs.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="attach">Connects to the session's streams before the process starts; null attaches nothing.</param>
    public MonitoredExec Exec(ExecMonitorRequest request, Func<AttachContainer>? attach)
    {
        var sync = Pipe.Create();
        AttachContainer? attachment = null;
        try
        {
            using var start = Pipe.Create();
            using var attached = Pipe.Create();
            using var errors = Pipe.Create();
            var arguments = ExecArguments(request);
            log.RunningRuntime(path, arguments);
            var (syncNumber, startNumber, attachNumber) = (request.Preserved.Next, request.Preserved.Next + 1, request.Preserved.Next + 2);
            var descriptors = new Dictionary<int, SafeHandle>
            {
                [2] = errors.Writer,
                [syncNumber] = sync.Writer,
                [startNumber] = start.Reader,
                [attachNumber] = attached.Writer,
            };
            request.Preserved.AddTo(descriptors);
            using var child = Spawn.Start(new SpawnRequest
            {
                Program = path,
                Arguments = arguments,
                WorkingDirectory = request.Directory,
                Environment =
                [
                    .. environment,
                    string.Create(CultureInfo.InvariantCulture, $"_OCI_SYNCPIPE={syncNumber}"),
                    string.Create(CultureInfo.InvariantCulture, $"_OCI_STARTPIPE={startNumber}"),
                    string.Create(CultureInfo.InvariantCulture, $"_OCI_ATTACHPIPE={attachNumber}"),
                ],
                Descriptors = descriptors,
            });
            sync.Writer.Dispose();
            start.Reader.Dispose();
            attached.Writer.Dispose();
            errors.Writer.Dispose();

            MoveToScope(request.Scope, request.Session, request.Name, child.Pid);
            DescriptorText.Write(start.Writer, "\0"u8);
            if (new LineReader(attached.Reader, LargestMessage).Read().Length == 0) throw Failed(errors.Reader, child.WaitForExit());
            attachment = attach?.Invoke();
            DescriptorText.Write(start.Writer, "\0"u8);
            start.Writer.Dispose();

            // One reader for both answers: a process that ends at once sends pid and exit code in one piece.
            var answers = new LineReader(sync.Reader, LargestMessage);
            var answer = ReadAnswer(answers, request.ContainerId) ?? throw Failed(errors.Reader, child.WaitForExit());
            child.WaitForExit();
            if (answer.Pid <= 0) throw RuntimeErrors.Classify(request.Runtime.Name, "exec", answer.Message, request.Command);
            return new MonitoredExec(sync, answers, attachment, answer.Pid);
        }
        catch
        {
            attachment?.Dispose();
            sync.Dispose();
            throw;
        }
    }

    /// <summary>Reads the exit code that conmon sends when an exec'ed process has ended.</summary>
    internal static int ReadExitCode(LineReader answers) => ParseAnswer(answers.Read()) is { } answer ? answer.Pid : ExitObservation.Unknown;

    private static List<string> ExecArguments(ExecMonitorRequest request)
    {
        List<string> arguments =
        [
            "--api-version", "1", "-c", request.ContainerId, "-u", request.Session, "-r", request.Runtime.Path, "-b", request.Directory,
            "-p", System.IO.Path.Join(request.Directory, "pidfile"), "-n", request.Name, "--exit-dir", request.Directory,
            "--persist-dir", request.Directory, "--full-attach", "-l", "none:", "--log-level", "warning",
            "--conmon-pidfile", System.IO.Path.Join(request.Directory, "conmon.pid"),
            "-e", "--exec-attach", "--exec-process-spec", System.IO.Path.Join(request.Directory, "process.json"),
        ];
        if (request.Runtime.SystemdCgroup) arguments.Add("-s");
        if (request.Terminal) arguments.Add("-t");
        if (request.Stdin) arguments.Add("-i");
        foreach (var argument in request.Runtime.GlobalArguments) arguments.Add("--runtime-arg=" + argument);
        foreach (var argument in request.Preserved.Arguments) arguments.Add("--runtime-opt=" + argument);
        arguments.Add("--exit-command");
        arguments.Add(request.ExitCommand[0]);
        for (var i = 1; i < request.ExitCommand.Count; i++) arguments.Add("--exit-command-arg=" + request.ExitCommand[i]);
        return arguments;
    }
}
