using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Hull.Core;
using Hull.Linux;

namespace Hull.Engine.Networks;

/// <summary>slirp4netns' API socket (slirp4netns(1), API SOCKET): one request a connection, JSON both ways.</summary>
/// <param name="directory">The directory in which the socket lies.</param>
/// <param name="name">The socket's name there.</param>
internal sealed class SlirpApi(string directory, string name)
{
    private const int LargestAnswer = 4096;

    /// <summary>Publishes one port.</summary>
    /// <param name="protocol">tcp or udp.</param>
    /// <param name="hostIp">The host's address; empty is all.</param>
    /// <param name="hostPort">The port on the host.</param>
    /// <param name="guestIp">The container's address.</param>
    /// <param name="guestPort">The port inside.</param>
    /// <exception cref="EngineException">Conflict: the port is taken.</exception>
    public void AddPort(string protocol, string hostIp, int hostPort, string guestIp, int guestPort)
    {
        var answer = Ask(writer =>
        {
            writer.WriteString("execute", "add_hostfwd");
            writer.WriteStartObject("arguments");
            writer.WriteString("proto", protocol);
            writer.WriteString("host_addr", hostIp.Length > 0 ? hostIp : "0.0.0.0");
            writer.WriteNumber("host_port", hostPort);
            writer.WriteString("guest_addr", guestIp);
            writer.WriteNumber("guest_port", guestPort);
            writer.WriteEndObject();
        });
        if (!answer.TryGetProperty("error", out var error)) return;
        throw new EngineException(
            ErrorKind.Conflict, $"cannot listen on the {protocol.ToUpperInvariant()} port {hostPort}: {error}: address already in use or not permitted",
            $"choose another port, or find who listens with `ss -lnp sport = :{hostPort}`");
    }

    private JsonElement Ask(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        using var place = SafePath.OpenRoot(directory);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        // A socket's path has 107 bytes at most; through the directory's descriptor it always fits.
        socket.Connect(new UnixDomainSocketEndPoint($"{DescriptorPath.Of(place)}/{name}"));
        socket.Send(stream.ToArray());
        socket.Shutdown(SocketShutdown.Send);
        return Read(socket);
    }

    private static JsonElement Read(Socket socket)
    {
        var buffer = new byte[LargestAnswer];
        var length = 0;
        while (length < buffer.Length && socket.Receive(buffer.AsSpan(length)) is var read and > 0) length += read;
        try
        {
            using var document = JsonDocument.Parse(buffer.AsMemory(0, length));
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new EngineException(ErrorKind.RuntimeFailed, $"slirp4netns: its API answered \"{Encoding.UTF8.GetString(buffer, 0, length)}\"", inner: e);
        }
    }
}
