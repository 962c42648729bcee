using Hull.Linux.Native;

namespace Hull.Linux.Files;

/// <summary>
/// The umask belongs to a whole process unless a thread parts from it: then files get at once the mode that they are made with, and a
/// chmod for each can be saved.
/// </summary>
public static class ThreadUmask
{
    /// <summary>
    /// Gives this thread a umask (and a working directory) of its own and sets it to 0. Only for a dedicated thread that ends afterwards.
    /// </summary>
    /// <returns>False where the system call is filtered, as in many containers: then modes must be set afterwards.</returns>
    public static bool TryClear()
    {
        if (Libc.unshare(Libc.CLONE_FS) < 0) return false;
        _ = Libc.umask(0);
        return true;
    }
}
