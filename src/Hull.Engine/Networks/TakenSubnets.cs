using System.Text.Json;
using Hull.Engine.Containers;
using Hull.Linux.Netlink;

namespace Hull.Engine.Networks;

/// <summary>The IPv4 networks that are somebody else's: routes and addresses of the host, and networks that Podman knows.</summary>
internal static class TakenSubnets
{
    private const int LargestFile = 1024 * 1024;

    // netavark's networks and those of CNI, both JSON.
    private static readonly string[] Folders = ["/etc/containers/networks", "/etc/cni/net.d"];

    /// <summary>All of them, but for what a device of our own has.</summary>
    /// <param name="route">The host's devices.</param>
    /// <param name="ownLink">Our bridge; 0 where there is none.</param>
    public static IReadOnlyCollection<Ipv4Subnet> Find(RouteSocket route, int ownLink)
    {
        var taken = new HashSet<Ipv4Subnet>();
        foreach (var one in route.Routes())
        {
            if (one is { Family: System.Net.Sockets.AddressFamily.InterNetwork, Destination: { } destination } && one.LinkIndex != ownLink)
                taken.Add(Ipv4Subnet.Of(destination, one.PrefixLength));
        }
        foreach (var one in route.Addresses())
        {
            if (one.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && one.LinkIndex != ownLink)
                taken.Add(Ipv4Subnet.Of(one.Address, one.PrefixLength));
        }
        foreach (var folder in Folders)
        {
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder) : []) AddOf(TextFiles.ReadIfThere(file, LargestFile), taken);
        }
        return taken;
    }

    /// <summary>Adds every value of a member called subnet, however deep; a file that is no JSON is not a network's.</summary>
    internal static void AddOf(string json, HashSet<Ipv4Subnet> taken)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            AddOf(document.RootElement, taken);
        }
        catch (JsonException)
        {
            // Podman passes over such a file too.
        }
    }

    private static void AddOf(JsonElement element, HashSet<Ipv4Subnet> taken)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) AddOf(item, taken);
        }
        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var member in element.EnumerateObject())
        {
            if (member.NameEquals("subnet") && member.Value.ValueKind == JsonValueKind.String)
            {
                if (Ipv4Subnet.TryParse(member.Value.GetString()!) is { } subnet) taken.Add(subnet);
            }
            else
            {
                AddOf(member.Value, taken);
            }
        }
    }
}
