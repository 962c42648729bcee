using Hull.Linux.Native;

namespace Hull.Linux.Processes;

/// <summary>Finds programs on a search path, as a shell does.</summary>
public static class ExecutableSearch
{
    private const int X_OK = 1;

    /// <summary>The first executable regular file called <paramref name="name"/>, as an absolute path; null if there is none.</summary>
    /// <param name="name">A bare name; one with a slash is taken as a path and only checked.</param>
    /// <param name="searchPath">Folders joined by colons; null means PATH of this process. Empty and relative folders are passed over.</param>
    public static string? Find(string name, string? searchPath = null)
    {
        if (name.Length == 0) return null;
        if (name.Contains('/', StringComparison.Ordinal)) return IsExecutable(name) ? Path.GetFullPath(name) : null;

        var folders = searchPath ?? Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        foreach (var folder in folders.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            // A relative folder would make what runs depend on where Hull was called.
            if (folder[0] != '/') continue;
            var candidate = Path.Combine(folder, name);
            if (IsExecutable(candidate)) return candidate;
        }

        return null;
    }

    private static bool IsExecutable(string path) => Libc.access(path, X_OK) == 0 && File.Exists(path);
}
