using System.Runtime.InteropServices;
using System.Text;
using Hull.Core;
using Hull.Linux.Sockets;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Tests.Sockets;

public sealed class SeqPacketSocketTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(107)]
    [InlineData(108)]
    [InlineData(400)]
    public void Packets_keep_their_bounds_whatever_the_path_s_length(int length)
    {
        var path = PathOfLength(length);
        using var server = Listen(path);
        using var client = SeqPacketSocket.Connect(path);
        using var peer = Accept(server);
        client.Send("one"u8);
        client.Send("two"u8);
        Assert.Equal("one", ReceiveText(peer));
        Assert.Equal("two", ReceiveText(peer));
        Send(peer, "\u0002out");
        Send(peer, "\u0003err");
        var buffer = new byte[100];
        Assert.Equal("\u0002out", Encoding.UTF8.GetString(buffer, 0, client.Receive(buffer)));
        Assert.Equal("\u0003err", Encoding.UTF8.GetString(buffer, 0, client.Receive(buffer)));
    }

    [Fact]
    public void Half_close_is_the_end_for_the_peer_and_receiving_goes_on()
    {
        using var server = Listen(_folder["attach"]);
        using var client = SeqPacketSocket.Connect(_folder["attach"]);
        var peer = Accept(server);
        client.ShutdownSend();
        Assert.Equal("", ReceiveText(peer));
        Send(peer, "late");
        var buffer = new byte[10];
        Assert.Equal(4, client.Receive(buffer));
        peer.Dispose();
        Assert.Equal(0, client.Receive(buffer));
    }

    [Fact]
    public async Task Async_receive_waits_without_a_thread_and_can_be_cancelled()
    {
        using var server = Listen(_folder["attach"]);
        using var client = SeqPacketSocket.Connect(_folder["attach"]);
        using var peer = Accept(server);
        var buffer = new byte[10];
        using var cancel = new CancellationTokenSource();
        var receive = client.ReceiveAsync(buffer, cancel.Token).AsTask();
        Assert.False(receive.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receive);
        receive = client.ReceiveAsync(buffer).AsTask();
        Send(peer, "abc");
        Assert.Equal(3, await receive);
    }

    [Fact]
    public void Peer_that_closes_with_packets_unread_is_the_end()
    {
        using var server = Listen(_folder["attach"]);
        using var client = SeqPacketSocket.Connect(_folder["attach"]);
        var peer = Accept(server);
        client.Send("never read"u8);
        peer.Dispose();
        Assert.Equal(0, client.Receive(new byte[10]));
        Assert.Throws<EngineException>(() => client.Send("x"u8));
    }

    [Fact]
    public void Packet_that_does_not_fit_is_an_error_and_not_cut()
    {
        using var server = Listen(_folder["attach"]);
        using var client = SeqPacketSocket.Connect(_folder["attach"]);
        using var peer = Accept(server);
        Send(peer, "0123456789");
        Assert.Contains("a packet of 10 bytes where at most 4", Assert.Throws<EngineException>(() => client.Receive(new byte[4])).Message);
    }

    [Fact]
    public void Shutdown_of_both_sides_wakes_a_blocked_receive()
    {
        using var server = Listen(_folder["attach"]);
        using var client = SeqPacketSocket.Connect(_folder["attach"]);
        using var peer = Accept(server);
        var count = -1;
        var thread = new Thread(() => count = client.Receive(new byte[10]));
        thread.Start();
        client.ShutdownBoth();
        thread.Join();
        Assert.Equal(0, count);
    }

    [Fact]
    public void Says_whether_there_is_no_socket_or_no_listener()
    {
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<EngineException>(() => SeqPacketSocket.Connect(_folder["attach"])).Kind);
        Listen(_folder["attach"]).Dispose();
        var error = Assert.Throws<EngineException>(() => SeqPacketSocket.Connect(_folder["attach"]));
        Assert.Equal((ErrorKind.InvalidState, $"connect {_folder["attach"]}: nobody listens there"), (error.Kind, error.Message));
    }

    private string PathOfLength(int length)
    {
        var folder = _folder.Path;
        while (folder.Length + 2 + 100 < length) folder = Directory.CreateDirectory(Path.Combine(folder, new string('d', 90))).FullName;
        return Path.Combine(folder, new string('s', Math.Max(1, length - folder.Length - 1)));
    }

    // The framework's Socket has no SEQPACKET of AF_UNIX.
    private static SafeFileHandle Listen(string path)
    {
        var server = new SafeFileHandle(socket(1, 5 | 0x80000, 0), ownsHandle: true);
        using var folder = Hull.Linux.Native.Libc.OpenFile(Path.GetDirectoryName(path)!, Hull.Linux.Native.Libc.O_PATH);
        var address = new byte[110];
        address[0] = 1;
        var length = Encoding.UTF8.GetBytes($"/proc/self/fd/{folder.DangerousGetHandle()}/{Path.GetFileName(path)}", address.AsSpan(2));
        Assert.Equal(0, bind(server, address, 2 + length + 1));
        Assert.Equal(0, listen(server, 5));
        return server;
    }

    private static SafeFileHandle Accept(SafeFileHandle server)
    {
        var peer = accept(server, 0, 0);
        Assert.True(peer >= 0);
        return new SafeFileHandle(peer, ownsHandle: true);
    }

    private static void Send(SafeFileHandle peer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(bytes.Length, send(peer, bytes, bytes.Length, 0));
    }

    private static string ReceiveText(SafeFileHandle peer)
    {
        var buffer = new byte[100];
        return Encoding.UTF8.GetString(buffer, 0, (int)recv(peer, buffer, buffer.Length, 0));
    }

    [DllImport("libc")]
    private static extern int socket(int domain, int type, int protocol);

    [DllImport("libc")]
    private static extern int bind(SafeHandle socket, byte[] address, int length);

    [DllImport("libc")]
    private static extern int listen(SafeHandle socket, int backlog);

    [DllImport("libc")]
    private static extern int accept(SafeHandle socket, nint address, nint length);

    [DllImport("libc")]
    private static extern nint send(SafeHandle socket, byte[] bytes, nint length, int flags);

    [DllImport("libc")]
    private static extern nint recv(SafeHandle socket, byte[] bytes, nint length, int flags);
}
