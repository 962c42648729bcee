using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hull.EndToEnd.Tests.Harness;

/// <summary>Sends and receives in a network namespace of the bed: the bed's own, or one that a file holds.</summary>
internal sealed class Traffic(Bed bed, string? namespacePath = null)
{
    private static readonly TimeSpan Patience = Eventually.Seconds(2);

    /// <summary>What a TCP server says before it closes; null where nobody answers.</summary>
    public string? Ask(string address, int port)
    {
        // A socket stays in the namespace in which it was made; the launcher's thread cannot make the threads that the rest may need.
        using var socket = Inside(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        try
        {
            var connected = socket.ConnectAsync(IPAddress.Parse(address), port);
            if (!connected.Wait(Patience)) return null;
            socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
            var text = new StringBuilder();
            var buffer = new byte[4096];
            int count;
            while ((count = socket.Receive(buffer)) > 0) text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            return text.ToString().Trim();
        }
        catch (Exception e) when (e is SocketException or AggregateException)
        {
            return null;
        }
    }

    /// <summary>A UDP socket of the namespace; it may be used from anywhere.</summary>
    public Socket Datagrams(string address, int port) => Inside(() =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = (int)Patience.TotalMilliseconds };
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), port));
        return socket;
    });

    /// <summary>A TCP socket of the namespace that listens.</summary>
    public Socket Listener(string address, int port) => Inside(() =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), port));
        socket.Listen();
        return socket;
    });

    /// <summary>The next datagram; null where none comes.</summary>
    public static string? Receive(Socket socket)
    {
        var buffer = new byte[4096];
        try
        {
            return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer)).Trim();
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Runs something short in the namespace.</summary>
    private T Inside<T>(Func<T> action) => bed.Inside(() =>
    {
        if (namespacePath is null) return action();
        Enter(namespacePath);
        try
        {
            return action();
        }
        finally
        {
            Enter("/proc/1/ns/net");
        }
    });

    private static void Enter(string path)
    {
        using var file = File.OpenHandle(path);
        Native.Check(Native.SetNamespace(file, Native.CloneNewNet), "setns");
    }
}
