using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Runtime;
using Hull.Linux;
using Hull.Linux.Descriptors;
using Hull.Linux.FileLocks;
using Hull.Linux.Mounts;
using Hull.Linux.Namespaces;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hull.Engine.Rootless;

/// <summary>
/// The user and mount namespace of an ordinary user's containers. A process with threads cannot enter it: the executable does so at its
/// start (native/rootless.c), and where there is none yet, or none any more, makes it and runs itself again.
/// </summary>
public static class UserNamespace
{
    // Set for the second run: one that still finds itself outside must not try for ever.
    private const string SecondRun = "_HULL_ENTERING";

    /// <summary>Whether this process is an ordinary user's and still outside of the namespace.</summary>
    public static bool MustBeEntered => RootlessCaller.OfThisProcess() is { IsInside: false };

    /// <summary>
    /// Whether this process is an ordinary user's that has entered the namespace by itself: its caller is outside, and sees none of the
    /// mounts in it. False inside `hull unshare`, and for root.
    /// </summary>
    public static bool WasEnteredByItself
    {
        get
        {
            if (RootlessCaller.OfThisProcess() is not { IsInside: true }) return false;
            // The environment as the caller gave it: what native/rootless.c has set since is not in it.
            var given = KernelFile.TryReadText("/proc/self/environ") ?? "";
            return !given.Split('\0').Any(static line => line.StartsWith(RootlessCaller.Hint + "=", StringComparison.Ordinal));
        }
    }

    /// <summary>
    /// Sees to it that the user's namespace is there, and runs this executable again with the same arguments, which then starts inside.
    /// Does nothing for root, and for a process that is inside.
    /// </summary>
    /// <param name="commandLine">The arguments of this process, its name first.</param>
    /// <param name="log">Told what is made, and what is not as it should be.</param>
    /// <exception cref="EngineException">What stands in the way, with the command that mends it.</exception>
    public static void Enter(IReadOnlyList<string> commandLine, ILogger? log = null)
    {
        log ??= NullLogger.Instance;
        switch (RootlessCaller.OfThisProcess())
        {
            case null:
                return;
            case { IsInside: true }:
                if (Environment.GetEnvironmentVariable(RootlessCaller.OtherMounts) is not null) log.OtherMounts();
                return;
            case var caller:
                if (Environment.GetEnvironmentVariable(SecondRun) is not null)
                    throw new EngineException(ErrorKind.Internal, "entering the user's namespace: still outside after running again", "`hull doctor` looks for the cause");
                Ensure(caller, log);
                Environment.SetEnvironmentVariable(SecondRun, "1");
                ReplaceProcess.With("/proc/self/exe", commandLine);
                return;
        }
    }

    /// <summary>Runs a program in place of this one, inside the user's namespace, where the user is root and owns the store's files.</summary>
    /// <param name="command">The program, a path or a name on PATH, and its arguments.</param>
    /// <param name="settings">The store that CONTAINERS_GRAPHROOT and CONTAINERS_RUNROOT shall name for it.</param>
    /// <param name="output">The file that takes the place of its standard output; null leaves that as it is.</param>
    /// <exception cref="EngineException">
    /// InvalidState: this process is not inside. CommandNotFound or CommandNotExecutable: the program.
    /// </exception>
    public static void Become(IReadOnlyList<string> command, EngineSettings settings, string? output)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(settings);
        if (RootlessCaller.OfThisProcess() is null)
            throw new EngineException(ErrorKind.InvalidState, "please use unshare with rootless", "root needs no user namespace: run the command itself");
        var path = command[0].Contains('/', StringComparison.Ordinal) ? command[0] : ExecutableSearch.Find(command[0]);
        if (path is null || !Path.Exists(path)) throw new EngineException(ErrorKind.CommandNotFound, $"exec: \"{command[0]}\": executable file not found in $PATH");
        Environment.SetEnvironmentVariable("CONTAINERS_GRAPHROOT", settings.Root);
        Environment.SetEnvironmentVariable("CONTAINERS_RUNROOT", settings.RunRoot);
        Environment.SetEnvironmentVariable(SecondRun, null);
        if (output is not null)
        {
            using var file = File.OpenHandle(output, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
            StandardStreams.ReplaceOutput(file);
        }
        try
        {
            ReplaceProcess.With(path, command);
        }
        catch (EngineException e)
        {
            throw new EngineException(ErrorKind.CommandNotExecutable, $"exec {path}: {e.Message}", inner: e);
        }
    }

    /// <summary>
    /// Ends the process that holds the namespace; the next command makes another. While a container of the user's runs, be it of another
    /// store, the namespace stays: nobody could enter it any more.
    /// </summary>
    internal static void Leave(ILogger log)
    {
        var file = new PauseFile(UserRuntimeDirectory.Require(HostEnvironment.OfThisProcess()));
        using var held = FileLock.Acquire(file.LockPath);
        if (FindMonitor.Of(HostKernel.EffectiveUserId, inside: true) is { } monitor)
        {
            log.NamespaceStays(monitor.Pid);
            return;
        }

        file.ReadLiving()?.TrySendSignal(Signal.Kill);
        file.Delete();
    }

    private static void Ensure(RootlessCaller caller, ILogger log)
    {
        var file = new PauseFile(UserRuntimeDirectory.Require(HostEnvironment.OfThisProcess()));
        using var held = FileLock.Acquire(file.LockPath);
        // Another command may have made it while this one waited for the lock.
        if (file.ReadLiving() is not null) return;
        var mounts = NamespaceFile.TryGetId(0, NamespaceKinds.Mount)?.Inode ?? 0;
        if (FindMonitor.Of(caller.UserId, inside: false) is { } monitor)
        {
            log.JoiningMonitor(monitor.Pid);
            file.Write(monitor, mounts);
            return;
        }

        var pause = Make(caller, log);
        if (OwnScope.IsPossible(HostEnvironment.OfThisProcess()))
            OwnScope.Move(rootless: true, $"hull-pause-{pause.Pid}", "the namespaces of this user's containers", [pause.Pid], log);
        log.NamespaceHeld(pause.Pid);
        file.Write(pause, mounts);
    }

    private static ProcessIdentity Make(RootlessCaller caller, ILogger log)
    {
        var name = Environment.UserName;
        var users = SubordinateIds.OfUsers(name, caller.UserId);
        var groups = SubordinateIds.OfGroups(name, caller.UserId);
        log.MakingNamespace(caller.UserId, users.Sum(range => range.Count), groups.Sum(range => range.Count));
        if (users.Count == 0 || groups.Count == 0) log.SingleUser(name);
        if (!IsRootShared(MountTable.Read())) log.PrivateRoot();
        return PauseProcess.Start(pid => MapIds.Of(pid, caller, users, groups));
    }

    /// <summary>Whether what is mounted below "/" from now on shows in namespaces made of this one.</summary>
    internal static bool IsRootShared(IEnumerable<MountEntry> mounts)
    {
        // Of several mounts on one point the last lies on top.
        var top = mounts.LastOrDefault(mount => mount.MountPoint == "/");
        return top is null || top.Propagation.Any(word => word.StartsWith("shared:", StringComparison.Ordinal));
    }
}
