using System.Buffers;
using System.Text;
using System.Text.Json;
using Hull.Engine.Networks;

namespace Hull.Engine.Containers.Listing;

/// <summary>
/// What the usual table of ps shows of a container's decision, kept in a column of its own beside it: a list of a thousand containers
/// then reads an index, not a thousand decisions. As JSON: [image, command, ports].
/// </summary>
internal static class ListingColumn
{
    /// <summary>The column of a container; empty where its ports are another's to tell.</summary>
    /// <param name="config">The container.</param>
    public static string Of(ContainerConfig config)
    {
        if (config.Spec.NetworkNamespace is { Mode: "container" }) return "";
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            json.WriteStringValue(config.ImageName);
            json.WriteStringValue(string.Join(' ', config.Args));
            json.WriteStringValue(Ports(config.Spec));
            json.WriteEndArray();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a column; false where there is nothing in it.</summary>
    /// <param name="column">The column.</param>
    /// <param name="image">The image's name.</param>
    /// <param name="command">The command on one line.</param>
    /// <param name="ports">The ports on one line.</param>
    public static bool TryRead(ReadOnlySpan<byte> column, out string image, out string command, out string ports)
    {
        (image, command, ports) = ("", "", "");
        if (column.IsEmpty) return false;
        var json = new Utf8JsonReader(column);
        json.Read();
        image = Next(ref json);
        command = Next(ref json);
        ports = Next(ref json);
        return true;
    }

    private static string Next(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetString()!;
    }

    private static string Ports(ContainerSpec spec) => PortLists.Line(
        spec.PortMappings ?? [],
        (spec.Expose ?? new Dictionary<ushort, string>()).ToDictionary(static port => port.Key, static port => (IReadOnlyList<string>)port.Value.Split(',')));
}
