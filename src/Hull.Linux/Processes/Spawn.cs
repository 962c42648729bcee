using System.Collections;
using Hull.Core;
using Hull.Linux.Native;

namespace Hull.Linux.Processes;

/// <summary>
/// Starts programs with posix_spawn(3): no copy of this process's memory is made (CLONE_VM | CLONE_VFORK), so it takes some 0.2 ms however
/// large the process is, and no managed code ever runs in the child.
/// </summary>
public static class Spawn
{
    private static readonly Lazy<bool> ChildrenAreKept = new(KeepChildren);

    /// <summary>Starts a program.</summary>
    /// <returns>The child; its exit must be waited for, else it stays a zombie until this process ends.</returns>
    /// <exception cref="EngineException">
    /// RuntimeFailed: the program or its working directory is missing or cannot be executed. InvalidArgument: a string holds a NUL.
    /// </exception>
    public static unsafe ChildProcess Start(SpawnRequest request)
    {
        _ = ChildrenAreKept.Value;
        var program = Resolve(request);
        var environment = request.Environment ?? InheritedEnvironment();
        using var memory = new SpawnMemory(request, program, environment);
        using var descriptors = new DescriptorPlan(request.Descriptors);

        Libc.SpawnFileActions actions;
        Libc.SpawnAttributes attributes;
        ThrowIf(Libc.posix_spawn_file_actions_init(&actions), "posix_spawn_file_actions_init");
        ThrowIf(Libc.posix_spawnattr_init(&attributes), "posix_spawnattr_init");
        try
        {
            SetAttributes(&attributes, request.NewSession);
            fixed (byte* devNull = "/dev/null\0"u8)
            {
                ThrowIf(descriptors.AddTo(&actions, devNull), "posix_spawn_file_actions");
                if (memory.WorkingDirectory is not null)
                    ThrowIf(Libc.posix_spawn_file_actions_addchdir_np(&actions, memory.WorkingDirectory), "posix_spawn_file_actions_addchdir_np");

                int pid;
                var error = Libc.posix_spawn(&pid, memory.Program, &actions, &attributes, memory.Arguments, memory.Environment);
                if (error != 0) throw SpawnErrors.Describe(error, program, request.WorkingDirectory);
                return ChildProcess.Adopt(pid);
            }
        }
        finally
        {
            _ = Libc.posix_spawnattr_destroy(&attributes);
            _ = Libc.posix_spawn_file_actions_destroy(&actions);
        }
    }

    /// <summary>The absolute path of the program, looked up before the child's own working directory counts.</summary>
    private static string Resolve(SpawnRequest request)
    {
        if (request.Program.Contains('/', StringComparison.Ordinal)) return Path.GetFullPath(request.Program);
        return ExecutableSearch.Find(request.Program, request.SearchPath)
            ?? throw new EngineException(
                ErrorKind.RuntimeFailed, $"start {request.Program}: executable file not found in $PATH",
                $"install the package that has {request.Program}, or give its full path", new LinuxException(Errno.ENOENT));
    }

    private static List<string> InheritedEnvironment()
    {
        var list = new List<string>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables()) list.Add($"{variable.Key}={variable.Value}");
        return list;
    }

    private static unsafe void SetAttributes(Libc.SpawnAttributes* attributes, bool newSession)
    {
        // sigset_t is 1,024 bits. .NET ignores SIGPIPE, and an ignored signal stays ignored across exec: every action goes back to its default.
        var all = stackalloc ulong[16];
        var none = stackalloc ulong[16];
        for (var i = 0; i < 16; i++) (all[i], none[i]) = (ulong.MaxValue, 0);
        ThrowIf(Libc.posix_spawnattr_setsigdefault(attributes, all), "posix_spawnattr_setsigdefault");
        ThrowIf(Libc.posix_spawnattr_setsigmask(attributes, none), "posix_spawnattr_setsigmask");
        var flags = Libc.POSIX_SPAWN_SETSIGDEF | Libc.POSIX_SPAWN_SETSIGMASK | (newSession ? Libc.POSIX_SPAWN_SETSID : 0);
        ThrowIf(Libc.posix_spawnattr_setflags(attributes, (short)flags), "posix_spawnattr_setflags");
    }

    /// <summary>A parent that ignored SIGCHLD leaves us ignoring it: then the kernel reaps children by itself and exit codes are lost.</summary>
    private static bool KeepChildren()
    {
        if (SignalAction.IsIgnored(Signal.Chld)) SignalAction.SetIgnored(Signal.Chld, ignored: false);
        return true;
    }

    private static void ThrowIf(int error, string call)
    {
        if (error != 0) throw Libc.Error(error, call, "");
    }
}
