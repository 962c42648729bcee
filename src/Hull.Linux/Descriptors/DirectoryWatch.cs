using Hull.Core;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Descriptors;

/// <summary>Tells when something in a directory is written to, made, moved or removed (inotify(7)); what exactly, one looks up oneself.</summary>
public sealed class DirectoryWatch : IDisposable
{
    private const int BufferSize = 4096;

    private readonly SafeFileHandle _inotify;

    /// <summary>Begins to watch. What happens from now on completes the next wait.</summary>
    /// <param name="directory">The directory.</param>
    /// <exception cref="EngineException">NotFound, or ResourceExhausted: the user's inotify instances or watches are used up.</exception>
    public DirectoryWatch(string directory)
    {
        _inotify = new SafeFileHandle(Libc.Check(Libc.inotify_init1(Libc.IN_CLOEXEC | Libc.IN_NONBLOCK), "inotify_init1"), ownsHandle: true);
        try
        {
            Libc.Check(
                Libc.inotify_add_watch(
                    _inotify, directory, Libc.IN_MODIFY | Libc.IN_MOVED_TO | Libc.IN_CREATE | Libc.IN_DELETE | Libc.IN_DELETE_SELF),
                "inotify_add_watch",
                directory);
        }
        catch
        {
            _inotify.Dispose();
            throw;
        }
    }

    /// <summary>Completes when something has happened since the last wait.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await ReadinessLoop.WaitAsync(_inotify, Readiness.Read, cancellationToken);
        Drain();
    }

    /// <inheritdoc/>
    public void Dispose() => _inotify.Dispose();

    private unsafe void Drain()
    {
        var buffer = stackalloc byte[BufferSize];
        while (Libc.read(_inotify, buffer, BufferSize) > 0)
        {
        }
    }
}
