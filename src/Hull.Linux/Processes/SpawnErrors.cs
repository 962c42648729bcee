using Hull.Core;
using Hull.Linux.Native;

namespace Hull.Linux.Processes;

/// <summary>Says what an errno of posix_spawn meant: one number stands for the program, its interpreter or the working directory.</summary>
internal static class SpawnErrors
{
    public static EngineException Describe(int errno, string program, string? workingDirectory)
    {
        if (workingDirectory is not null && !Directory.Exists(workingDirectory))
            return Failed(program, $"working directory {workingDirectory} is not a directory that can be entered", null, errno);

        return errno switch
        {
            Errno.ENOENT when File.Exists(program)
                => Failed(program, "its interpreter is missing", "look at the file's first line (#!) or its dynamic loader", errno),
            Errno.ENOENT => Failed(program, "no such file", $"install {Path.GetFileName(program)}, or give its full path", errno),
            Errno.ENOTDIR => Failed(program, "a part of the path is not a directory", null, errno),
            Errno.EACCES when Directory.Exists(program) => Failed(program, "is a directory", null, errno),
            Errno.EACCES => Failed(program, "permission denied", "check that it is executable and its file system is not mounted noexec", errno),
            Errno.ENOEXEC => Failed(program, "exec format error", "it is neither a program for this machine nor a script with a #! line", errno),
            Errno.E2BIG => Failed(program, "argument list and environment are too long", null, errno),
            _ => Libc.Error(errno, "posix_spawn", program),
        };
    }

    private static EngineException Failed(string program, string why, string? hint, int errno)
        => new(ErrorKind.RuntimeFailed, $"start {program}: {why}", hint, new LinuxException(errno));
}
