using System.Net;
using System.Net.Sockets;
using Hull.Engine.Containers;

namespace Hull.Engine.Networks;

/// <summary>Finds free ports of the host: those that nobody listens on, and that no container is recorded with, be it started or not.</summary>
internal sealed class FreePorts(ContainerStore store)
{
    private HashSet<(string Protocol, int Port)>? _recorded;

    /// <summary>A first port with which the whole range of a mapping is free; null where this try has found none.</summary>
    /// <param name="mapping">Its protocol and range count.</param>
    public ushort? Find(PortMapping mapping)
    {
        _recorded ??= [.. store.List().SelectMany(record => record.Config.Spec.PortMappings ?? []).SelectMany(Ports)];
        var sockets = new List<Socket>(mapping.Range);
        try
        {
            sockets.Add(Bound(mapping.Protocol, 0));
            var first = ((IPEndPoint)sockets[0].LocalEndPoint!).Port;
            if (first + mapping.Range - 1 > ushort.MaxValue) return null;
            for (var offset = 0; offset < mapping.Range; offset++)
            {
                if (_recorded.Contains((mapping.Protocol, first + offset))) return null;
                if (offset > 0) sockets.Add(Bound(mapping.Protocol, first + offset));
            }

            return (ushort)first;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return null;
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    // Where all addresses are free, so is each. For sctp the numbers of tcp do: a kernel without it cannot be asked, and a taken one is told at the start.
    private static Socket Bound(string protocol, int port)
    {
        var (type, kind) = protocol == "udp" ? (SocketType.Dgram, ProtocolType.Udp) : (SocketType.Stream, ProtocolType.Tcp);
        var family = Socket.OSSupportsIPv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        var socket = new Socket(family, type, kind);
        try
        {
            if (family == AddressFamily.InterNetworkV6) socket.DualMode = true;
            socket.Bind(new IPEndPoint(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static IEnumerable<(string, int)> Ports(PortMapping mapping)
    {
        for (var offset = 0; offset < mapping.Range; offset++) yield return (mapping.Protocol, mapping.HostPort + offset);
    }
}
