using System.Globalization;
using Hull.Linux.Descriptors;
using Hull.Linux.Processes;

namespace Hull.Engine.Rootless;

/// <summary>
/// RUNTIME_DIR/hull/pause, one line that native/rootless.c reads too: the process whose namespaces a user's commands join, its start time,
/// and the inode of the mount namespace in which it was made.
/// </summary>
internal sealed class PauseFile(string directory)
{
    /// <summary>The lock that whoever makes the process holds.</summary>
    public string LockPath => Path.Join(directory, "pause.lock");

    private string FilePath => Path.Join(directory, "pause");

    /// <summary>The process, if the file names one that lives.</summary>
    public ProcessIdentity? ReadLiving() => Read()?.Process;

    /// <summary>The process, if it lives, and the inode of its maker's mount namespace.</summary>
    public (ProcessIdentity Process, ulong MountNamespace)? Read()
    {
        if (KernelFile.TryReadText(FilePath) is not { } text) return null;
        var fields = text.Split(' ', '\n');
        if (fields.Length < 3 || !int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) return null;
        if (!ulong.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var started)) return null;
        if (!ulong.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var mounts)) return null;
        var process = new ProcessIdentity(pid, started);
        return process.IsAlive ? (process, mounts) : null;
    }

    /// <summary>Names a process; readers see the old line or the new one.</summary>
    /// <param name="process">The process.</param>
    /// <param name="mountNamespace">The inode of its maker's mount namespace.</param>
    public void Write(ProcessIdentity process, ulong mountNamespace)
    {
        var temporary = FilePath + ".new";
        File.WriteAllText(temporary, string.Create(CultureInfo.InvariantCulture, $"{process.Pid} {process.StartTime} {mountNamespace}\n"));
        File.Move(temporary, FilePath, overwrite: true);
    }

    /// <summary>Names nobody any more.</summary>
    public void Delete() => File.Delete(FilePath);
}
