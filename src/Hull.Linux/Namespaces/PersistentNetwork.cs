using Hull.Core;
using Hull.Linux.Mounts;
using Hull.Linux.Native;

namespace Hull.Linux.Namespaces;

/// <summary>Network namespaces that outlive the processes in them, each held by a file on which it is mounted.</summary>
public static class PersistentNetwork
{
    /// <summary>Makes a network namespace; it has a loopback device that is down, and nothing else.</summary>
    /// <param name="path">The file to make; its folder must exist.</param>
    /// <exception cref="EngineException">Conflict: the file exists. PermissionDenied: the right is missing. Nothing is left behind.</exception>
    public static void Create(string path)
    {
        Libc.OpenFile(path, Libc.O_RDONLY | Libc.O_CREAT | Libc.O_EXCL).Dispose();
        try
        {
            // The new thread's mounts are the process's own; only its network is new.
            IsolatedThread.Run([], NamespaceKinds.Network, () => Mount.Bind("/proc/thread-self/ns/net", path));
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Holds the network namespace of a process by a file.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="path">The file to make; its folder must exist.</param>
    /// <exception cref="EngineException">Conflict: the file exists. NotFound: the process is gone. Nothing is left behind.</exception>
    public static void Adopt(int pid, string path)
    {
        Libc.OpenFile(path, Libc.O_RDONLY | Libc.O_CREAT | Libc.O_EXCL).Dispose();
        try
        {
            Mount.Bind(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/proc/{pid}/ns/net"), path);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Takes the namespace off its file and removes the file; the namespace ends with its last process. May be repeated.</summary>
    /// <exception cref="EngineException">The right is missing.</exception>
    public static void Delete(string path)
    {
        while (Mount.Detach(path))
        {
            // Mounted more than once: every mount holds the namespace.
        }

        if (Libc.unlink(path) != 0 && Libc.Errno is not Errno.ENOENT) throw Libc.Error(Libc.Errno, "unlink", path);
    }
}
