using Hull.Core;

namespace Hull.Engine.Store;

/// <summary>
/// Tells a reboot from a crash: the run root holds the boot id under which the store was last used. After a reboot (another id, or an
/// emptied run root) no recorded process, mount or lease exists any more.
/// </summary>
internal sealed class BootMarker(StorePaths paths)
{
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Whether the store is used for the first time in this boot (or for the first time at all).</summary>
    public bool IsNewBoot()
    {
        try
        {
            return File.ReadAllText(paths.BootMarker) != BootId();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
    }

    /// <summary>Makes the run root ready and records this boot; only after all recorded states have been reset.</summary>
    public void Record()
    {
        var temporary = paths.BootMarker + ".new";
        File.WriteAllText(temporary, BootId());
        File.Move(temporary, paths.BootMarker, overwrite: true);
    }

    /// <summary>Makes the directories of both roots.</summary>
    /// <exception cref="EngineException">PermissionDenied: a directory cannot be made.</exception>
    public void MakeDirectories()
    {
        try
        {
            foreach (var directory in new[] { paths.Root, paths.Containers, paths.Cache, paths.RunRoot, paths.Bundles, paths.Exits, paths.Locks })
                Directory.CreateDirectory(directory, OwnerOnly);
            Directory.CreateDirectory(Path.Join(paths.RunRoot, "runtime"), OwnerOnly);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EngineException(
                ErrorKind.PermissionDenied, $"making the store's directories: {e.Message}", "run as root, or name others with --root and --runroot", e);
        }
        catch (IOException e)
        {
            throw new EngineException(ErrorKind.ResourceExhausted, $"making the store's directories: {e.Message}", "check the disk's space", e);
        }
    }

    private static string BootId() => File.ReadAllText(BootIdFile).Trim();
}
