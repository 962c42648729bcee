using System.Globalization;
using Hull.Core;
using Hull.Linux.Descriptors;
using Hull.Linux.Processes;

namespace Hull.Engine.Rootless;

/// <summary>
/// Gives a new user namespace its ids: the user as 0, then the user's subordinate ids from 1 on, by newuidmap(1) and newgidmap(1), which
/// alone may do that; without subordinate ids only the user.
/// </summary>
internal static class MapIds
{
    /// <summary>Writes the maps of a process that has just made a user namespace.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="caller">The user.</param>
    /// <param name="users">Subordinate user ids; empty maps the user alone.</param>
    /// <param name="groups">Subordinate group ids.</param>
    /// <exception cref="EngineException">PermissionDenied or Unsupported: what stands in the way, and the mend.</exception>
    public static void Of(int pid, RootlessCaller caller, IReadOnlyList<SubordinateRange> users, IReadOnlyList<SubordinateRange> groups)
    {
        if (users.Count == 0 || groups.Count == 0)
        {
            var directory = string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/");
            File.WriteAllText(directory + "uid_map", string.Create(CultureInfo.InvariantCulture, $"0 {caller.UserId} 1\n"));
            // Without it the kernel takes no gid_map from an ordinary user (user_namespaces(7)).
            File.WriteAllText(directory + "setgroups", "deny");
            File.WriteAllText(directory + "gid_map", string.Create(CultureInfo.InvariantCulture, $"0 {caller.GroupId} 1\n"));
            return;
        }

        Run("newuidmap", pid, caller.UserId, users);
        Run("newgidmap", pid, caller.GroupId, groups);
    }

    /// <summary>The arguments: the process, then a triple (inside, outside, count) a range.</summary>
    internal static List<string> Arguments(int pid, uint own, IReadOnlyList<SubordinateRange> ranges)
    {
        List<string> arguments = [Text((uint)pid), "0", Text(own), "1"];
        var inside = 1u;
        foreach (var range in ranges)
        {
            arguments.AddRange([Text(inside), Text(range.Start), Text(range.Count)]);
            inside += range.Count;
        }

        return arguments;
    }

    private static void Run(string program, int pid, uint own, IReadOnlyList<SubordinateRange> ranges)
    {
        if (ExecutableSearch.Find(program, null) is not { } path)
            throw new EngineException(ErrorKind.Unsupported, $"{program}: not found on PATH; the maps of a user namespace need it", "install the package uidmap (Fedora: shadow-utils), as root");
        var run = RunAndCapture.Run(new SpawnRequest { Program = path, Arguments = Arguments(pid, own, ranges) });
        if (run.Status.IsSuccess) return;
        var said = run.ErrorText.Trim();
        throw new EngineException(ErrorKind.PermissionDenied, $"{program}: {(said.Length > 0 ? said : run.Status.ToString())}", Mend(program, path, said));
    }

    // newuidmap says "write to uid_map failed" when it has not the right itself, and "uid range [..) not allowed" when subuid lacks the range.
    private static string Mend(string program, string path, string said)
    {
        if (said.Contains("not allowed", StringComparison.Ordinal))
            return $"give the user the range with `sudo usermod --add-sub{program[3]}ids 100000-165535 $(id -un)`, and make sure that /etc/subuid and /etc/subgid are files of root";
        // exec gives no privilege any more where this flag is set (PR_SET_NO_NEW_PRIVS).
        if ((KernelFile.TryReadText("/proc/self/status") ?? "").Contains("NoNewPrivs:\t1", StringComparison.Ordinal))
            return "no_new_privs is set for this process: start hull where it is not, outside of units with NoNewPrivileges=yes and of `setpriv --no-new-privs`";
        var capability = program == "newuidmap" ? "cap_setuid" : "cap_setgid";
        return $"{path} needs its privilege: `sudo chmod u+s {path}`, or `sudo setcap {capability}=ep {path}`";
    }

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
