using System.Globalization;
using System.Text;
using System.Text.Json;
using Hull.Core;
using Hull.Linux.Descriptors;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Runtime;

/// <summary>
/// conmon: the one process that stays with a container. It holds the terminal, the log and the exit code, and at the end runs
/// `hull container cleanup`. The contract is conmon's API version 1: one JSON object a line on the sync pipe.
/// </summary>
internal sealed partial class Monitor(string path, IReadOnlyList<string> environment, ILogger log)
{
    private const int LargestMessage = 64 * 1024;

    /// <summary>The executable.</summary>
    public string Path => path;

    /// <summary>Has the runtime create the container, and returns once its process waits for start.</summary>
    /// <exception cref="EngineException">What the runtime said, classified; or RuntimeFailed where conmon itself failed.</exception>
    public StartedMonitor Create(MonitorRequest request)
    {
        using var sync = Pipe.Create();
        using var start = Pipe.Create();
        using var errors = Pipe.Create();
        var arguments = Arguments(request);
        log.RunningRuntime(path, arguments);
        var (syncNumber, startNumber) = (request.Preserved.Next, request.Preserved.Next + 1);
        using var child = Spawn.Start(new SpawnRequest
        {
            Program = path,
            Arguments = arguments,
            // conmon 2.1 leaves some of its files where it stands.
            WorkingDirectory = request.Bundle,
            Environment =
            [
                .. environment,
                string.Create(CultureInfo.InvariantCulture, $"_OCI_SYNCPIPE={syncNumber}"),
                string.Create(CultureInfo.InvariantCulture, $"_OCI_STARTPIPE={startNumber}"),
            ],
            Descriptors = Descriptors(request, errors, sync, start),
        });
        sync.Writer.Dispose();
        start.Reader.Dispose();
        errors.Writer.Dispose();

        // conmon waits for this byte, so that a parent can first move it to a cgroup; under cgroupfs it stays where its caller is.
        MoveToScope(request.Scope, request.Id, request.Name, child.Pid);
        DescriptorText.Write(start.Writer, "\0"u8);
        start.Writer.Dispose();

        var answer = ReadAnswer(new LineReader(sync.Reader, LargestMessage), request.Id);
        // The first conmon process forks the one that stays, writes its pid file and ends.
        var status = child.WaitForExit();
        if (answer is null || !status.IsSuccess) throw Failed(errors.Reader, status);
        if (answer.Value.Pid <= 0) throw RuntimeErrors.Classify(request.Runtime.Name, "create", answer.Value.Message, request.Command);

        var monitor = ReadPid(request.PidFile);
        log.MonitorHolds(monitor, answer.Value.Pid);
        return new StartedMonitor(answer.Value.Pid, monitor);
    }

    /// <summary>Whether this conmon has an option.</summary>
    /// <param name="option">The option, with its dashes.</param>
    public bool Knows(string option) =>
        RunAndCapture.Run(new SpawnRequest { Program = path, Arguments = ["--help"] }, new CaptureRequest()).OutputText.Contains(option, StringComparison.Ordinal);

    private static Dictionary<int, System.Runtime.InteropServices.SafeHandle> Descriptors(MonitorRequest request, Pipe errors, Pipe sync, Pipe start)
    {
        var descriptors = new Dictionary<int, System.Runtime.InteropServices.SafeHandle>
        {
            [2] = errors.Writer,
            [request.Preserved.Next] = sync.Writer,
            [request.Preserved.Next + 1] = start.Reader,
        };
        request.Preserved.AddTo(descriptors);
        if (!request.PassesStreams) return descriptors;
        for (var number = 0; number <= 2; number++) descriptors[number] = new SafeFileHandle(number, ownsHandle: false);
        return descriptors;
    }

    private void MoveToScope(MonitorScope? scope, string id, string name, int monitor)
    {
        if (scope is not null) OwnScope.Move(scope.Rootless, $"hull-conmon-{id}", $"conmon of container {name}", [monitor, .. scope.Beside], log);
    }

    private static List<string> Arguments(MonitorRequest request)
    {
        List<string> arguments =
        [
            "--api-version", "1", "-c", request.Id, "-u", request.Id, "-r", request.Runtime.Path, "-b", request.Bundle,
            "-p", System.IO.Path.Join(request.Bundle, "pidfile"), "-n", request.Name, "--exit-dir", request.ExitDirectory,
            "--persist-dir", request.Bundle, "--full-attach", "-l", request.Log, "--log-level", request.LogLevel, "--conmon-pidfile", request.PidFile,
        ];
        if (request.Runtime.SystemdCgroup) arguments.Add("-s");
        // With -i as well, conmon closes the terminal's input when the first client leaves, and the next finds it deaf.
        if (request.Terminal) arguments.Add("-t");
        else if (request.Stdin) arguments.Add("-i");
        if (request.Syslog) arguments.Add("--syslog");
        if (request.SharesKeyring) arguments.Add("--no-new-keyring");
        if (request.NoPivotRoot) arguments.Add("--no-pivot");
        if (request.LogTag.Length > 0) arguments.AddRange(["--log-tag", request.LogTag]);
        foreach (var label in request.LogLabels) arguments.AddRange(["--log-label", label]);
        if (request.LogFiles > 1) arguments.AddRange(["--log-rotate", "--log-max-files", request.LogFiles.ToString(CultureInfo.InvariantCulture)]);
        if (request.NotifySocket is { } notify) arguments.Add("--sdnotify-socket=" + notify);
        if (request.VolatileLog) arguments.Add("--no-sync-log");
        if (request.Timeout > 0) arguments.AddRange(["--timeout", request.Timeout.ToString(CultureInfo.InvariantCulture)]);
        if (request.LogSizeMax > 0) arguments.AddRange(["--log-size-max", request.LogSizeMax.ToString(CultureInfo.InvariantCulture)]);
        if (request.RestoreFrom is { } images) arguments.AddRange(["--restore", images]);
        foreach (var argument in request.RestoreArguments) arguments.Add("--runtime-opt=" + argument);
        foreach (var argument in request.Runtime.GlobalArguments) arguments.Add("--runtime-arg=" + argument);
        foreach (var argument in request.Preserved.Arguments) arguments.Add("--runtime-opt=" + argument);
        arguments.Add("--exit-command");
        arguments.Add(request.ExitCommand[0]);
        for (var i = 1; i < request.ExitCommand.Count; i++) arguments.Add("--exit-command-arg=" + request.ExitCommand[i]);
        return arguments;
    }

    private (int Pid, string Message)? ReadAnswer(LineReader sync, string id)
    {
        var line = sync.Read();
        if (line.Length == 0) return null;
        return ParseAnswer(line) ?? throw new EngineException(
            ErrorKind.RuntimeFailed, $"conmon for container {id[..12]}: answered {Encoding.UTF8.GetString(line).Trim()}",
            $"check that {path} is conmon 2.1 or newer");
    }

    private static (int Pid, string Message)? ParseAnswer(byte[] line)
    {
        if (line.Length == 0) return null;
        try
        {
            using var document = JsonDocument.Parse(line);
            var pid = document.RootElement.GetProperty("data").GetInt32();
            var message = document.RootElement.TryGetProperty("message", out var text) ? text.GetString() ?? "" : "";
            return (pid, message);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private EngineException Failed(SafeFileHandle errors, ExitStatus status)
    {
        var said = Encoding.UTF8.GetString(new LineReader(errors, LargestMessage).Read()).Trim();
        return new EngineException(
            ErrorKind.RuntimeFailed, $"conmon ({path}): {status}{(said.Length > 0 ? ": " + said : "")}", $"run `{path} --version` to see whether it works");
    }

    private int ReadPid(string file)
    {
        var text = File.ReadAllText(file);
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid > 0) return pid;
        throw new EngineException(ErrorKind.RuntimeFailed, $"conmon's pid file {file}: holds \"{text}\"", $"check that {path} is conmon 2.1 or newer");
    }
}
