using Hull.Core;

namespace Hull.Linux.Netlink;

/// <summary>
/// Forgets connections: an entry made before a port was published, or after it was, keeps sending its packets the old way, and one of UDP
/// lives as long as packets come.
/// </summary>
public static class Conntrack
{
    private const int AllFamilies = 0;

    /// <summary>Forgets the connections that a test picks, in the calling thread's network namespace.</summary>
    /// <param name="isStale">Whether an entry must go.</param>
    /// <returns>How many went.</returns>
    /// <exception cref="EngineException">The kernel refused.</exception>
    public static int Forget(Predicate<ConntrackEntry> isStale)
    {
        using var socket = NetlinkSocket.Open(NetlinkProtocol.Netfilter);
        var stale = new List<ConntrackEntry>();
        socket.Dump(Get(), stale.Clear, (_, payload) =>
        {
            if (ConntrackEntry.Parse(payload) is { } entry && isStale(entry)) stale.Add(entry);
        });
        var count = 0;
        foreach (var entry in stale)
        {
            var error = socket.Try(Delete(entry));
            if (error is null) count++;
            // It ended meanwhile.
            else if (NetlinkErrors.ErrnoOf(error) != Errno.ENOENT) throw error;
        }
        return count;
    }

    internal static NetlinkMessage Get() => new("list connections", ConntrackConstants.IPCTNL_MSG_CT_GET, NetlinkFlags.None, new byte[] { AllFamilies, 0, 0, 0 });

    internal static NetlinkMessage Delete(ConntrackEntry entry) =>
        new NetlinkMessage("forget a connection", ConntrackConstants.IPCTNL_MSG_CT_DELETE, NetlinkFlags.None, new byte[] { entry.Family, 0, 0, 0 })
            .Nest(ConntrackConstants.CTA_TUPLE_ORIG, entry.Tuple, static _ => { })
            .Add(ConntrackConstants.CTA_ID, entry.Id);
}
