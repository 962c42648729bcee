using System.Text.Json;
using Hull.Core;
using Hull.Engine.Events;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Linux;
using Hull.Linux.HostFacts;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <summary>
/// Runs a further process in a running container. One whose output is only copied runs under the OCI runtime directly (half the time of a
/// conmon in between); one with a terminal, or detached, gets a conmon of its own that outlives this command.
/// </summary>
internal sealed class ExecInContainer(StorePaths paths, ContainerStore store, RuntimeSelection runtimes, ExitCommand exitCommand, EventWriter events)
{
    /// <summary>The folder of sessions that are not told of.</summary>
    public const string Unlisted = "unlisted";

    /// <summary>Runs it and waits for its end, or for the user to detach.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="spec">What to run.</param>
    /// <param name="streams">What its streams are connected to.</param>
    /// <param name="started">Called when a session with a terminal stands, with what resizes it; may be null.</param>
    /// <exception cref="EngineException">InvalidState: the container does not run; CommandNotFound, CommandNotExecutable.</exception>
    public ExecOutcome Run(string nameOrId, ExecSpec spec, AttachStreams streams, Action<ExecSession>? started)
    {
        var (record, session, directory) = Begin(nameOrId, spec);
        events.Container(EventStatus.Exec, record.Config);
        try
        {
            if (!spec.Terminal)
            {
                var outcome = DirectExec.Run(Request(record, spec, session, directory), streams);
                events.ExecDied(record.Config, session, outcome.ExitCode);
                return outcome;
            }
            using var running = runtimes.Monitor.Exec(Request(record, spec, session, directory), () => AttachContainer.Connect(directory));
            started?.Invoke(new ExecSession(session, directory));
            var end = running.Attachment!.Pump(streams, terminal: true);
            return new ExecOutcome(session, end, end == AttachEnd.Detached ? 0 : running.WaitForCode());
        }
        catch (Exception failure) when (StoppedMeanwhile(failure, record) is { } now)
        {
            throw NotRunning(now, failure);
        }
        finally
        {
            if (!IsAlive(directory)) Delete(directory);
        }
    }

    /// <summary>Starts it and returns at once; its conmon cleans up after it.</summary>
    /// <returns>The session's id.</returns>
    public string Detach(string nameOrId, ExecSpec spec)
    {
        var (record, session, directory) = Begin(nameOrId, spec);
        events.Container(EventStatus.Exec, record.Config);
        try
        {
            using var running = runtimes.Monitor.Exec(Request(record, spec, session, directory), attach: null);
            return session;
        }
        catch (Exception failure)
        {
            Delete(directory);
            if (StoppedMeanwhile(failure, record) is { } now) throw NotRunning(now, failure);
            throw;
        }
    }

    private (ContainerRecord Record, string Session, string Directory) Begin(string nameOrId, ExecSpec spec)
    {
        var record = store.Find(nameOrId);
        if (record.State.Status is not (ContainerStatus.Running or ContainerStatus.Stopping) || !ExitObservation.IsAlive(record.State)) throw NotRunning(record);
        try
        {
            return Prepare(record, spec);
        }
        catch (Exception failure) when (StoppedMeanwhile(failure, record) is { } now)
        {
            throw NotRunning(now, failure);
        }
    }

    private (ContainerRecord Record, string Session, string Directory) Prepare(ContainerRecord record, ExecSpec spec)
    {
        var process = ExecProcess.Build(paths, record, spec, () => runtimes.HostFor(record.Config.Spec).BoundingSet);
        var session = RandomBytes.Hex(64);
        var directory = Path.Join(paths.Bundle(record.Config.Id), spec.NoSession ? Unlisted : "exec", session);
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllBytes(
            Path.Join(directory, "process.json"), JsonSerializer.SerializeToUtf8Bytes(process, RuntimeWriting.Default.RuntimeProcess));
        return (record, session, directory);
    }

    // The container ended meanwhile, and took its bundle with it, or was paused: whatever failed then failed of that. Null where it goes on.
    private ContainerRecord? StoppedMeanwhile(Exception failure, ContainerRecord record)
    {
        if (failure is not (FileNotFoundException or DirectoryNotFoundException or EngineException { Kind: ErrorKind.RuntimeFailed or ErrorKind.Internal })) return null;
        if (ExitObservation.IsOver(record.State)) return record;
        return store.TryFind(record.Config.Id) is { State.Status: ContainerStatus.Paused } paused ? paused : null;
    }

    private static EngineException NotRunning(ContainerRecord record, Exception? cause = null) => new(
        ErrorKind.InvalidState,
        record.State.Status == ContainerStatus.Paused
            ? $"container {record.Config.Name} is paused: can only create exec sessions on running containers: container state improper"
            : "can only create exec sessions on running containers: container state improper",
        $"start it with `hull start {record.Config.Name}`", cause);

    private static void Delete(string directory)
    {
        try
        {
            DeleteTree.Delete(directory);
        }
        catch (EngineException) when (!Directory.Exists(directory))
        {
            // The session's exit command deletes the same tree at the same time, and was first.
        }
    }

    private OciRuntime RuntimeOf(ContainerRecord record) => runtimes.Of(record.Config);

    private ExecMonitorRequest Request(ContainerRecord record, ExecSpec spec, string session, string directory) => new()
    {
        ContainerId = record.Config.Id,
        Session = session,
        Name = record.Config.Name,
        Directory = directory,
        Runtime = RuntimeOf(record),
        Command = spec.Command[0],
        Preserved = PreservedDescriptors.Check(spec.PreserveDescriptors, RuntimeOf(record).Name),
        Terminal = spec.Terminal,
        Stdin = spec.Interactive,
        ExitCommand = exitCommand.ForExec(record.Config.Id, session),
        Scope = MonitorScope.Of(record.Config, []),
    };

    // A detached session's conmon still uses the directory.
    private static bool IsAlive(string directory) => File.Exists(Path.Join(directory, "attach")) && !File.Exists(Path.Join(directory, "exit"));
}
