using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Rootless;
using Hull.Engine.Store;
using Hull.Linux;
using Hull.Linux.Mounts;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Systemwide;

/// <summary>Removes a whole store: its containers by the verbs, then its files by their names, so that a file of somebody else is never touched.</summary>
internal sealed class ResetSystem(EngineSettings settings, ILogger log, TimeProvider time)
{
    // conmon's exit command opens the store, and would make it anew while it is being deleted.
    private static readonly TimeSpan MonitorsEnd = TimeSpan.FromSeconds(10);

    private readonly StorePaths _paths = new() { Root = settings.Root, RunRoot = settings.RunRoot };

    /// <summary>Resets.</summary>
    public ResetReport Run()
    {
        RefuseForeign();
        if (!File.Exists(_paths.Database)) return new ResetReport { Containers = 0, Images = 0, LeftAlone = [] };
        var (containers, images) = Empty();
        DetachAllBelow.Run(_paths.Root);
        DetachAllBelow.Run(_paths.RunRoot);
        if (settings.Rootless) UserNamespace.Leave(log);
        var left = Delete(_paths.RunRoot, StorePaths.RunRootNames);
        // The database goes last: a reset that is killed can be asked for again.
        left.AddRange(Delete(_paths.Root, StorePaths.RootNames));
        return new ResetReport { Containers = containers, Images = images, LeftAlone = left };
    }

    private void RefuseForeign()
    {
        if (!Directory.Exists(_paths.Root) || File.Exists(_paths.Database) || !Directory.EnumerateFileSystemEntries(_paths.Root).Any()) return;
        throw new EngineException(
            ErrorKind.InvalidArgument, $"resetting {_paths.Root}: this is no store of hull's, it has no state.db", "name the store with --root");
    }

    private (int Containers, int Images) Empty()
    {
        try
        {
            using var engine = ContainerEngine.Open(settings, log, time);
            var records = engine.Containers.List();
            foreach (var record in records) engine.Containers.Remove(record.Config.Id, force: true);
            // They may lie outside of the root, beside volumes of others.
            foreach (var volume in engine.Volumes.List()) engine.Volumes.Remove(volume.Name);
            foreach (var record in records) AwaitEnd(new ProcessIdentity(record.State.ConmonPid, record.State.ConmonStartTime));
            return (records.Count, engine.Images.List().Count);
        }
        catch (EngineException e) when (e.Kind is ErrorKind.Corrupt or ErrorKind.Unsupported)
        {
            log.ResettingUnread(_paths.Database, e.Message);
            return (EndByForce(), 0);
        }
    }

    // Without the database only the runtimes' own state tells which containers there are.
    private int EndByForce()
    {
        var count = 0;
        var states = Path.Join(_paths.RunRoot, "runtime");
        foreach (var state in Directory.Exists(states) ? Directory.GetDirectories(states) : [])
        {
            var choice = Runtime.FindRuntime.For(settings, Path.GetFileName(state), crunRefusesCgroups: false, log);
            var runtime = new Runtime.OciRuntime(choice.Path, state, choice.Flags, Runtime.CgroupUse.FileSystem, log);
            foreach (var container in Directory.GetDirectories(state))
            {
                runtime.Delete(Path.GetFileName(container));
                count++;
            }
        }
        foreach (var bundle in Directory.Exists(_paths.Bundles) ? Directory.GetDirectories(_paths.Bundles) : [])
        {
            if (Monitor(bundle) is { } monitor) AwaitEnd(monitor);
        }
        return count;
    }

    // The number may be another's by now: then it is not called conmon.
    private static ProcessIdentity? Monitor(string bundle)
    {
        if (!int.TryParse(TextFiles.ReadIfThere(Path.Join(bundle, "conmon.pid"), 32).AsSpan().Trim(), out var pid)) return null;
        return TextFiles.ReadIfThere($"/proc/{pid}/comm", 64).Trim() == "conmon" ? ProcessIdentity.TryRead(pid) : null;
    }

    private static void AwaitEnd(ProcessIdentity monitor)
    {
        using var process = monitor.TryOpen();
        if (process is not null) PidFd.Wait(process, (int)MonitorsEnd.TotalMilliseconds);
    }

    private List<string> Delete(string directory, IReadOnlyList<string> names)
    {
        if (!Directory.Exists(directory)) return [];
        foreach (var name in names)
        {
            var path = Path.Join(directory, name);
            log.DeletingFiles(path);
            DeleteTree.Delete(path);
        }
        var left = Directory.EnumerateFileSystemEntries(directory).Order(StringComparer.Ordinal).ToList();
        if (left.Count == 0) DeleteDirectory(directory);
        return left;
    }

    private void DeleteDirectory(string directory)
    {
        try
        {
            Directory.Delete(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An administrator may have made the root a mount point, or own the directory above: an empty directory does no harm.
            log.KeepingDirectory(directory, e.Message);
        }
    }
}
