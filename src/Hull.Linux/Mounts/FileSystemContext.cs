using System.Text;
using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Mounts;

/// <summary>A file system being put together option by option (fsopen, fsconfig, fsmount). Errors carry what the kernel said of them.</summary>
internal sealed class FileSystemContext : IDisposable
{
    /// <summary>The most bytes of a value: fsconfig(2) takes 256 with the ending NUL.</summary>
    public const int LongestValue = 255;

    private readonly SafeFileHandle _context;
    private readonly string _type;

    public FileSystemContext(string type)
    {
        _type = type;
        _context = Libc.FsOpen(type);
    }

    public bool TrySet(string key, string value) => Libc.FsConfig(_context, Libc.FSCONFIG_SET_STRING, key, value) == 0;

    public void Set(string key, string value)
    {
        if (!TrySet(key, value)) throw Failed($"{key}={value}");
    }

    public void SetFlag(string key)
    {
        if (Libc.FsConfig(_context, Libc.FSCONFIG_SET_FLAG, key) != 0) throw Failed(key);
    }

    public DetachedMount Create(MountFlags flags)
    {
        if (Libc.FsConfig(_context, Libc.FSCONFIG_CMD_CREATE) != 0) throw Failed("create");
        var mount = Libc.TryFsMount(_context, (uint)DetachedMount.Translate(flags).Set);
        return new DetachedMount(mount ?? throw Failed("fsmount"));
    }

    public void Dispose() => _context.Dispose();

    private EngineException Failed(string step)
    {
        var errno = Libc.Errno;
        var error = Libc.Error(errno, "mount", $"{_type} ({step})");
        var said = KernelMessages();
        return said.Length == 0 ? error : new EngineException(error.Kind, $"{error.Message}: {said}", inner: error.InnerException);
    }

    /// <summary>What the kernel logged for this context, one message a read: <c>e overlay: …</c>; the letter says how grave.</summary>
    private string KernelMessages()
    {
        var buffer = new byte[1024];
        List<string> messages = [];
        try
        {
            while (Libc.Read(_context, buffer) is > 0 and var count)
            {
                var text = Encoding.UTF8.GetString(buffer, 0, count).TrimEnd();
                messages.Add(text.Length > 2 && text[1] == ' ' ? text[2..] : text);
            }
        }
        catch (EngineException e) when (e.InnerException is LinuxException { ErrorNumber: Errno.ENODATA })
        {
            // The log is read to its end.
        }

        return string.Join("; ", messages);
    }
}
