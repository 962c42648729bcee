using Hull.Core;
using Hull.Linux.Namespaces;

namespace Hull.Linux.Netlink;

/// <summary>Devices, addresses and routes of one network namespace.</summary>
public sealed class RouteSocket : IDisposable
{
    private readonly NetlinkSocket _socket = NetlinkSocket.Open(NetlinkProtocol.Route);

    /// <summary>Opens a socket in the namespace that a file holds; this thread stays where it is.</summary>
    /// <exception cref="EngineException">NotFound or InvalidArgument: there is no such namespace.</exception>
    public static RouteSocket OpenIn(string namespacePath)
    {
        using var file = NamespaceFile.Open(namespacePath, NamespaceKinds.Network);
        return IsolatedThread.Run([new NamespaceEntry(file, NamespaceKinds.Network)], NamespaceKinds.None, static () => new RouteSocket());
    }

    /// <summary>The device of a name; null where there is none.</summary>
    /// <exception cref="EngineException">The kernel refused.</exception>
    public Link? TryFindLink(string name)
    {
        Link? found = null;
        var error = _socket.TryAsk(LinkMessages.Get(name), (_, payload) => found = Link.Parse(payload));
        if (error is null) return found;
        return NetlinkErrors.ErrnoOf(error) == Errno.ENODEV ? null : throw error;
    }

    /// <summary>All devices.</summary>
    public IReadOnlyList<Link> Links() => All(LinkMessages.Get(), Link.Parse);

    /// <summary>All addresses of all devices.</summary>
    public IReadOnlyList<InterfaceAddress> Addresses() => All(AddressMessages.GetAddresses(), InterfaceAddress.Parse);

    /// <summary>All unicast routes of both families.</summary>
    public IReadOnlyList<Route> Routes() => All(AddressMessages.GetRoutes(), Route.Parse);

    /// <summary>Sends requests in one go; when one fails, the others are done.</summary>
    /// <exception cref="EngineException">The first that failed, with what it was to do and the kernel's own words.</exception>
    public void Request(params ReadOnlySpan<NetlinkMessage> requests) => _socket.Request(requests);

    /// <summary>Deletes a device, of a pair both; false where there is none of the name.</summary>
    /// <exception cref="EngineException">The kernel refused.</exception>
    public bool DeleteLink(string name)
    {
        var error = _socket.Try(LinkMessages.Delete(name));
        if (error is null) return true;
        return NetlinkErrors.ErrnoOf(error) == Errno.ENODEV ? false : throw error;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private delegate T? Parser<T>(ReadOnlySpan<byte> payload);

    private List<T> All<T>(NetlinkMessage request, Parser<T> parse)
        where T : class
    {
        var found = new List<T>();
        _socket.Dump(request, found.Clear, (_, payload) =>
        {
            if (parse(payload) is { } one) found.Add(one);
        });
        return found;
    }
}
