using System.Globalization;
using Hull.Engine.Rootless;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Runtime;

/// <summary>An OCI runtime (crun, runc, any) by its command line: `RUNTIME --root DIR VERB ID`.</summary>
internal sealed class OciRuntime(string path, string stateDirectory, IReadOnlyList<string> flags, CgroupUse cgroups, ILogger log)
{
    /// <summary>The executable.</summary>
    public string Path => path;

    /// <summary>The name that messages use: crun, runc.</summary>
    public string Name => System.IO.Path.GetFileName(path);

    /// <summary>Arguments that stand before every verb; conmon is told them too.</summary>
    public IReadOnlyList<string> GlobalArguments { get; } = cgroups switch
    {
        CgroupUse.Systemd => [.. flags, "--systemd-cgroup", "--root", stateDirectory],
        // Told nothing, crun makes one wherever it may.
        CgroupUse.None when System.IO.Path.GetFileName(path) is "crun" or "krun" => [.. flags, "--cgroup-manager=disabled", "--root", stateDirectory],
        _ => [.. flags, "--root", stateDirectory],
    };

    /// <summary>Whether cgroups are made by systemd.</summary>
    public bool SystemdCgroup => cgroups == CgroupUse.Systemd;

    /// <summary>Whether the runtime still keeps state of this container.</summary>
    public bool Knows(string id) => Directory.Exists(System.IO.Path.Join(stateDirectory, id));

    /// <summary>Lets the container's process run.</summary>
    public void Start(string id) => Run("start", id);

    /// <summary>Sends a signal to the container's first process.</summary>
    public void Kill(string id, Signal signal) =>
        Run("kill", id, signal.Number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Deletes the container's cgroup and state, killing what still runs.</summary>
    public void Delete(string id)
    {
        // A runtime killed in the middle of create leaves a directory that `delete --force` may refuse; what it holds is named by the id
        // and taken down by the caller, so the leftover directory can go.
        var run = Execute(["delete", "--force", id]);
        if (run.Status.IsSuccess || !Knows(id)) return;
        var leftover = System.IO.Path.Join(stateDirectory, id);
        if (!File.Exists(System.IO.Path.Join(leftover, "state.json")) && !File.Exists(System.IO.Path.Join(leftover, "status")))
        {
            Directory.Delete(leftover, recursive: true);
            return;
        }
        throw RuntimeErrors.Classify(Name, "delete", run.ErrorText);
    }

    /// <summary>Whether the runtime can checkpoint: it knows the verb.</summary>
    public bool CanCheckpoint() => RunAndCapture.Run(new SpawnRequest { Program = path, Arguments = ["checkpoint", "--help"] }).Status.IsSuccess;

    /// <summary>Has CRIU write the container's processes to files.</summary>
    public void Checkpoint(string id, IReadOnlyList<string> arguments) => Run(["checkpoint", .. arguments, id]);

    /// <summary>Freezes the container's processes.</summary>
    public void Pause(string id) => Run("pause", id);

    /// <summary>Lets frozen processes go on.</summary>
    public void Resume(string id) => Run("resume", id);

    /// <summary>Sets the limits of a container that runs.</summary>
    /// <param name="id">The container.</param>
    /// <param name="resources">linux.resources of the runtime specification, as JSON.</param>
    public void Update(string id, ReadOnlyMemory<byte> resources)
    {
        List<string> arguments = [.. GlobalArguments, "update", "--resources", "-", id];
        log.RunningRuntime(path, arguments);
        var run = RunAndCapture.Run(new SpawnRequest { Program = path, Arguments = arguments }, new CaptureRequest { Input = resources });
        if (!run.Status.IsSuccess) throw RuntimeErrors.Classify(Name, "update", run.ErrorText);
    }

    /// <summary>Starts a further process in a container as a child of ours.</summary>
    /// <param name="arguments">The arguments behind `exec`.</param>
    /// <param name="logFile">Where the runtime writes what it has to say for itself.</param>
    /// <param name="descriptors">The child's descriptors.</param>
    public ChildProcess StartExec(
        IReadOnlyList<string> arguments, string logFile, IReadOnlyDictionary<int, System.Runtime.InteropServices.SafeHandle> descriptors)
    {
        if (SystemdCgroup) DelegatedGroup.Enter(log);
        List<string> all = [.. GlobalArguments, "--log", logFile, "exec", .. arguments];
        log.RunningRuntime(path, all);
        return Spawn.Start(new SpawnRequest { Program = path, Arguments = all, Descriptors = descriptors });
    }

    /// <summary>Runs a further process in a container to its end, and keeps what it printed.</summary>
    /// <param name="arguments">The arguments behind `exec`.</param>
    /// <param name="logFile">Where the runtime writes what it has to say for itself.</param>
    /// <param name="capture">How much is kept.</param>
    /// <param name="cancellationToken">Kills the runtime, not what it has started.</param>
    public CapturedRun CaptureExec(IReadOnlyList<string> arguments, string logFile, CaptureRequest capture, CancellationToken cancellationToken)
    {
        List<string> all = [.. GlobalArguments, "--log", logFile, "exec", .. arguments];
        log.RunningRuntime(path, all);
        return RunAndCapture.Run(new SpawnRequest { Program = path, Arguments = all }, capture, cancellationToken);
    }

    /// <summary>The first line of the runtime's version.</summary>
    public string Version()
    {
        var run = RunAndCapture.Run(new SpawnRequest { Program = path, Arguments = ["--version"] });
        return run.OutputText.TrimEnd();
    }

    private void Run(params string[] arguments)
    {
        var run = Execute(arguments);
        if (!run.Status.IsSuccess) throw RuntimeErrors.Classify(Name, arguments[0], run.ErrorText);
    }

    private CapturedRun Execute(IReadOnlyList<string> arguments)
    {
        log.RunningRuntime(path, arguments);
        return RunAndCapture.Run(new SpawnRequest { Program = path, Arguments = [.. GlobalArguments, .. arguments] });
    }
}
