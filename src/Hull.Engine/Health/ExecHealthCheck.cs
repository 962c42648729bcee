using System.Globalization;
using System.Text;
using System.Text.Json;
using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Linux;
using Hull.Linux.HostFacts;
using Hull.Linux.Processes;
using Hull.Oci.Runtime;

namespace Hull.Engine.Health;

/// <summary>Runs a check's command in a container as `exec` would, without input, and keeps what it prints.</summary>
internal sealed class ExecHealthCheck(StorePaths paths, RuntimeSelection runtimes, TimeProvider time)
{
    private const int LargestOutput = 1024 * 1024;
    private const int TookTooLong = -1;

    /// <summary>Runs it to its end, or for as long as it may take; then it is killed. A command that cannot run has failed.</summary>
    public HealthResult Run(ContainerRecord record, HealthCheck check)
    {
        var directory = Path.Join(paths.Bundle(record.Config.Id), "exec", RandomBytes.Hex(64));
        var start = time.GetUtcNow();
        try
        {
            WriteProcess(record, check, directory);
            var (code, output) = Execute(record, check, directory);
            return new HealthResult(start, time.GetUtcNow(), code, output);
        }
        catch (Exception e) when (e is EngineException or IOException)
        {
            // The container may be ending this very moment, and its bundle with it.
            return new HealthResult(start, time.GetUtcNow(), 1, e.Message);
        }
        finally
        {
            if (Directory.Exists(directory)) DeleteTree.Delete(directory);
        }
    }

    private void WriteProcess(ContainerRecord record, HealthCheck check, string directory)
    {
        var process = ExecProcess.Build(
            paths, record, new ExecSpec { Command = check.Command }, () => runtimes.HostFor(record.Config.Spec).BoundingSet);
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllBytes(Path.Join(directory, "process.json"), JsonSerializer.SerializeToUtf8Bytes(process, RuntimeWriting.Default.RuntimeProcess));
    }

    private (int Code, string Output) Execute(ContainerRecord record, HealthCheck check, string directory)
    {
        var pidFile = Path.Join(directory, "pidfile");
        var logFile = Path.Join(directory, "log");
        var runtime = runtimes.Of(record.Config);
        var timeout = JudgeHealth.Span(check.Timeout ?? HealthDefaults.Interval);
        using var late = new CancellationTokenSource(timeout, time);
        try
        {
            var run = runtime.CaptureExec(
                ["--process", Path.Join(directory, "process.json"), "--pid-file", pidFile, record.Config.Id], logFile,
                new CaptureRequest { OutputLimit = LargestOutput, ErrorLimit = LargestOutput }, late.Token);
            if (File.Exists(pidFile)) return (run.Status.ShellCode, Encoding.UTF8.GetString(run.Output.Span) + Encoding.UTF8.GetString(run.Error.Span));
            var said = TextFiles.ReadIfThere(logFile, LargestOutput);
            return (1, RuntimeErrors.Classify(runtime.Name, "exec", said.Length > 0 ? said : run.ErrorText, check.Command[0]).Message);
        }
        catch (OperationCanceledException)
        {
            KillProcess(pidFile);
            return (TookTooLong, $"healthcheck command exceeded timeout of {timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s");
        }
    }

    // The runtime's own process is killed already; what it had started in the container is not its child.
    private static void KillProcess(string pidFile)
    {
        if (int.TryParse(TextFiles.ReadIfThere(pidFile, 32).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && ProcessIdentity.TryRead(pid) is { } process)
            process.TrySendSignal(Signal.Kill);
    }
}
