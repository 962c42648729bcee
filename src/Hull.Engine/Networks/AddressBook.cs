using System.Net;
using Hull.Core;
using Microsoft.Data.Sqlite;

namespace Hull.Engine.Networks;

/// <summary>
/// Who has which address and which ports of the host: rows of the state database, made before the first effect and deleted after the last
/// is undone, so that what a killed command left is known by them. Lost rows lose nothing: a boot empties them anyway.
/// </summary>
internal sealed class AddressBook(StateDatabase database)
{
    /// <summary>A network; null where it has no subnet yet.</summary>
    public NetworkRow? TryFind(string name) => database.Read(connection =>
    {
        using var command = Command(connection, null, "SELECT subnet FROM networks WHERE name=$name", ("$name", name));
        return command.ExecuteScalar() is string subnet ? new NetworkRow(name, Ipv4Subnet.Parse(subnet)) : null;
    });

    /// <summary>Whether any container has an address of a network.</summary>
    public bool IsInUse(string name) => database.Read(connection =>
    {
        using var command = Command(connection, null, "SELECT 1 FROM network_addresses WHERE network=$name LIMIT 1", ("$name", name));
        return command.ExecuteScalar() is not null;
    });

    /// <summary>Keeps the subnet that was chosen for a network.</summary>
    public void Save(NetworkRow network) => database.Write(
        (connection, transaction) =>
        {
            using var command = Command(
                connection, transaction, "INSERT OR REPLACE INTO networks(name, subnet, last_address) VALUES($name, $subnet, $last)",
                ("$name", network.Name), ("$subnet", network.Subnet.ToString()), ("$last", network.Subnet.Gateway.ToString()));
            command.ExecuteNonQuery();
        },
        durable: true);

    /// <summary>Reserves an address and ports, all or nothing.</summary>
    /// <returns>The address.</returns>
    /// <exception cref="EngineException">Conflict: a port or the address is another container's, which is named. ResourceExhausted: no address is free.</exception>
    public IPAddress Reserve(AddressRequest request) => database.Write((connection, transaction) =>
    {
        // What a start of this container that was killed has left is its own.
        Delete(connection, transaction, request.ContainerId);
        foreach (var port in request.Ports) ReservePort(connection, transaction, request.ContainerId, port);
        return ReserveAddress(connection, transaction, request);
    });

    /// <summary>Reserves ports for a container whose network has no addresses to give, all or none.</summary>
    /// <exception cref="EngineException">Conflict: a port is another container's, which is named.</exception>
    public void ReservePorts(string containerId, IReadOnlyList<PortMapping> ports)
    {
        if (ports.Count == 0) return;
        database.Write((connection, transaction) =>
        {
            Delete(connection, transaction, containerId);
            foreach (var port in ports) ReservePort(connection, transaction, containerId, port);
        });
    }

    /// <summary>The address of a container in a network; null where it has none.</summary>
    public IPAddress? TryAddress(string network, string containerId) => database.Read(connection =>
    {
        using var command = Command(
            connection, null, "SELECT address FROM network_addresses WHERE network=$network AND container_id=$id", ("$network", network), ("$id", containerId));
        return command.ExecuteScalar() is string address ? IPAddress.Parse(address) : null;
    });

    /// <summary>All containers with an address of a network.</summary>
    public IReadOnlyDictionary<string, IPAddress> Holders(string network) => database.Read(connection =>
    {
        using var command = Command(connection, null, "SELECT container_id, address FROM network_addresses WHERE network=$network", ("$network", network));
        using var reader = command.ExecuteReader();
        var holders = new Dictionary<string, IPAddress>(StringComparer.Ordinal);
        while (reader.Read()) holders[reader.GetString(0)] = IPAddress.Parse(reader.GetString(1));
        return holders;
    });

    /// <summary>Frees all that a container has.</summary>
    public void Release(string containerId) => database.Write((connection, transaction) => Delete(connection, transaction, containerId));

    /// <summary>Frees everything: after a boot nobody has anything.</summary>
    public void Clear() => database.Write((connection, transaction) =>
    {
        using var command = Command(connection, transaction, "DELETE FROM network_addresses; DELETE FROM published_ports;");
        command.ExecuteNonQuery();
    });

    private static void ReservePort(SqliteConnection connection, SqliteTransaction transaction, string id, PortMapping port)
    {
        var last = port.HostPort + Math.Max((int)port.Range, 1) - 1;
        (string, object)[] values = [("$id", id), ("$protocol", port.Protocol), ("$ip", port.HostIp), ("$first", (int)port.HostPort), ("$last", last)];
        using (var command = Command(
            connection, transaction,
            """
            SELECT p.host_ip, p.first, p.last, coalesce(c.name, p.container_id) FROM published_ports p LEFT JOIN containers c ON c.id=p.container_id
                WHERE p.protocol=$protocol AND p.first<=$last AND p.last>=$first AND p.container_id<>$id
            """,
            values))
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                if (HostAddresses.Overlap(reader.GetString(0), port.HostIp)) throw Taken(port, reader.GetInt32(1), reader.GetString(3));
            }
        }
        using var insert = Command(
            connection, transaction, "INSERT INTO published_ports(container_id, protocol, host_ip, first, last) VALUES($id, $protocol, $ip, $first, $last)", values);
        insert.ExecuteNonQuery();
    }

    private static EngineException Taken(PortMapping port, int ownersFirst, string owner) => new(
        ErrorKind.Conflict,
        $"port {Math.Max(port.HostPort, ownersFirst)}/{port.Protocol} is published by container {owner}: address already in use",
        $"choose another port, or stop that container with `hull stop {owner}`");

    private static IPAddress ReserveAddress(SqliteConnection connection, SqliteTransaction transaction, AddressRequest request)
    {
        var network = request.Network;
        var taken = new Dictionary<uint, string>();
        var last = network.Subnet.First;
        using (var command = Command(
            connection, transaction,
            "SELECT address, container_id FROM network_addresses WHERE network=$name UNION ALL SELECT last_address, '' FROM networks WHERE name=$name", ("$name", network.Name)))
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var address = Ipv4Subnet.ToNumber(IPAddress.Parse(reader.GetString(0)));
                if (reader.GetString(1).Length > 0) taken[address] = reader.GetString(1);
                else last = address;
            }
        }
        var chosen = request.Address ?? ChooseAddress.Next(network.Name, network.Subnet, last, taken.Keys.ToHashSet());
        if (taken.TryGetValue(Ipv4Subnet.ToNumber(chosen), out var owner))
            throw new EngineException(ErrorKind.Conflict, $"network {network.Name}: IPAM error: requested ip address {chosen} is already allocated to container ID {owner}");
        using var insert = Command(
            connection, transaction,
            """
            INSERT INTO network_addresses(network, address, container_id) VALUES($name, $address, $id);
            UPDATE networks SET last_address=$address WHERE name=$name AND $next;
            """,
            ("$name", network.Name), ("$address", chosen.ToString()), ("$id", request.ContainerId), ("$next", request.Address is null ? 1 : 0));
        insert.ExecuteNonQuery();
        return chosen;
    }

    private static void Delete(SqliteConnection connection, SqliteTransaction transaction, string id)
    {
        using var command = Command(
            connection, transaction, "DELETE FROM network_addresses WHERE container_id=$id; DELETE FROM published_ports WHERE container_id=$id;", ("$id", id));
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(
        SqliteConnection connection, SqliteTransaction? transaction, string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        foreach (var (name, value) in values)
        {
            // The driver refuses values that the text does not use.
            if (text.Contains(name, StringComparison.Ordinal)) command.Parameters.AddWithValue(name, value);
        }
        return command;
    }
}
