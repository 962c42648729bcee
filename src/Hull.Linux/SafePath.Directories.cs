using System.Text;
using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux;

/// <content>mkdir -p inside a root.</content>
public static unsafe partial class SafePath
{
    /// <summary>
    /// Makes the directories of a path that are missing and holds the last one. Symbolic links on the way are followed inside the root;
    /// one that leads nowhere is refused.
    /// </summary>
    /// <param name="root">As <see cref="TryFind(SafeFileHandle, string, bool)"/>.</param>
    /// <param name="path">Relative to the root.</param>
    /// <param name="mode">The permission bits of those that are made, whatever the umask.</param>
    /// <param name="owner">The owner of those that are made, or null for this process'.</param>
    /// <returns>The directory.</returns>
    /// <exception cref="EngineException">Conflict: something else than a directory is in the way. Else what the kernel refused.</exception>
    public static SafeFileHandle MakeDirectories(SafeFileHandle root, string path, uint mode, (uint Uid, uint Gid)? owner = null)
    {
        var current = Find(root, ".");
        var walked = new StringBuilder();
        try
        {
            foreach (var component in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                if (component == ".") continue;
                var parent = current;
                walked.Append('/').Append(component);
                current = TryFind(root, walked.ToString(), Libc.O_PATH | Libc.O_DIRECTORY) ?? MakeDirectory(parent, component, walked, mode, owner);
                parent.Dispose();
            }

            return current;
        }
        catch
        {
            current.Dispose();
            throw;
        }
    }

    private static SafeFileHandle MakeDirectory(SafeFileHandle parent, string component, StringBuilder walked, uint mode, (uint Uid, uint Gid)? owner)
    {
        var shown = Shown(walked.ToString());
        if (Libc.Errno == Errno.ENOTDIR) throw InTheWay(shown);
        fixed (byte* name = Encoding.UTF8.GetBytes(component + "\0"))
        {
            // EEXIST: another process was faster, or a link that leads nowhere.
            var made = Libc.mkdirat(parent, name, 0x1c0) == 0;
            if (!made && Libc.Errno != Errno.EEXIST) throw Libc.Error(Libc.Errno, "mkdir", shown);
            var directory = Libc.TryOpenAt2(parent, name, (made ? 0 : Libc.O_PATH) | Libc.O_DIRECTORY | Libc.O_NOFOLLOW, Libc.RESOLVE_NO_SYMLINKS);
            if (directory is null) throw Libc.Errno is Errno.ENOTDIR or Errno.ELOOP ? InTheWay(shown) : Libc.Error(Libc.Errno, "open", shown);
            if (!made) return directory;
            try
            {
                if (owner is { } o) Libc.Check(Libc.fchown(directory, o.Uid, o.Gid), "chown", shown);
                Libc.Check(Libc.fchmod(directory, mode), "chmod", shown);
            }
            catch
            {
                directory.Dispose();
                throw;
            }

            return directory;
        }
    }

    private static EngineException InTheWay(string shown)
        => new(ErrorKind.Conflict, $"mkdir {shown}: a file, or a link that leads nowhere, is in the way");
}
