using Hull.Core;
using Hull.Linux.Sockets;
using Hull.Linux.Terminal;

namespace Hull.Engine.Containers;

/// <summary>
/// A connection to a container's streams through conmon's attach socket. Connect before the process starts, so that no output is missed.
/// conmon sends packets whose first byte is the stream (2 standard output, 3 standard error), and takes raw packets as standard input.
/// </summary>
internal sealed class AttachContainer : IDisposable
{
    // conmon reads at most this much at once (CONN_SOCK_BUF_SIZE of 2.1.6 is 32 KiB; older ones 8 KiB).
    private const int PacketSize = 8192;
    private const byte StandardError = 3;

    private readonly SeqPacketSocket _socket;
    private volatile bool _detached;

    private AttachContainer(SeqPacketSocket socket) => _socket = socket;

    /// <summary>Connects to the attach socket of a bundle (or of an exec session's directory).</summary>
    /// <exception cref="EngineException">InvalidState: conmon is not there any more.</exception>
    public static AttachContainer Connect(string directory) => new(SeqPacketSocket.Connect(Path.Join(directory, "attach")));

    /// <summary>Copies until the container's output ends or the user detaches. Blocks this thread; input is copied on one of its own.</summary>
    /// <param name="streams">What is connected.</param>
    /// <param name="terminal">Whether the container has a terminal: only then are detach keys searched.</param>
    public AttachEnd Pump(AttachStreams streams, bool terminal)
    {
        var keys = DetachKeys.Parse(terminal ? streams.DetachKeys : "");
        if (streams.Input is { } input)
        {
            // A background thread: a read of a terminal can't be interrupted, and must not keep the process alive.
            var thread = new Thread(() => CopyInput(input, keys)) { IsBackground = true, Name = "attach input" };
            thread.Start();
        }
        CopyOutput(streams);
        return _detached ? AttachEnd.Detached : AttachEnd.Ended;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void CopyOutput(AttachStreams streams)
    {
        var buffer = new byte[64 * 1024];
        while (!_detached)
        {
            var count = _socket.Receive(buffer);
            if (count <= 0) return;
            var target = buffer[0] == StandardError ? streams.Error : streams.Output;
            if (target is null) continue;
            target.Write(buffer, 1, count - 1);
            target.Flush();
        }
    }

    private void CopyInput(Stream input, DetachKeys keys)
    {
        var matcher = keys.CreateMatcher();
        var buffer = new byte[PacketSize];
        var passed = new byte[PacketSize + keys.Length];
        try
        {
            while (true)
            {
                var count = input.Read(buffer, 0, buffer.Length);
                if (count == 0) break;
                var length = matcher.Filter(buffer.AsSpan(0, count), passed, out var detached);
                for (var offset = 0; offset < length; offset += PacketSize)
                    _socket.Send(passed.AsSpan(offset, Math.Min(PacketSize, length - offset)));
                if (!detached) continue;
                _detached = true;
                _socket.ShutdownBoth();
                return;
            }
            // A key that might have begun the detach keys was held back; now nothing follows it.
            var held = matcher.Flush(passed);
            if (held > 0) _socket.Send(passed.AsSpan(0, held));
            // The container's standard input ends; its output goes on.
            _socket.ShutdownSend();
        }
        catch (Exception e) when (e is EngineException or IOException or ObjectDisposedException)
        {
            // The container ended while we read: the output side sees the end and reports it.
        }
    }
}
