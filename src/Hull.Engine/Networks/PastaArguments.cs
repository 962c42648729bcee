using System.Globalization;

namespace Hull.Engine.Networks;

/// <summary>The command line of pasta(1) for one container. Pure.</summary>
internal static class PastaArguments
{
    /// <summary>The address at which the container asks the host's name servers, which pasta passes on to.</summary>
    public const string DnsAddress = "169.254.1.1";

    /// <summary>The address that stands for the host, where pasta can give it one.</summary>
    public const string HostAddress = "169.254.1.2";

    /// <summary>Podman's word for "leave the gateway's address to stand for the host", which is what pasta does when it is told nothing.</summary>
    private const string MapGateway = "--map-gw";
    private const string MapGuestAddress = "--map-guest-addr";

    /// <summary>Builds them: the ports, the caller's own options, and whatever those leave open, as Podman does.</summary>
    /// <param name="namespacePath">The file that holds the container's network namespace.</param>
    /// <param name="pidFile">Where pasta writes its number.</param>
    /// <param name="ports">The published ports as decided.</param>
    /// <param name="options">pasta_options of containers.conf and the options behind `--network pasta:`.</param>
    /// <param name="mapsHost">Whether this pasta can give the host an address of its own (--map-guest-addr).</param>
    public static List<string> Build(string namespacePath, string pidFile, IReadOnlyList<PortMapping> ports, IReadOnlyList<string> options, bool mapsHost)
    {
        List<string> arguments = ["--config-net", "--quiet", "--pid", pidFile];
        var own = options.Where(option => option != MapGateway).ToArray();
        foreach (var port in ports) arguments.AddRange([port.Protocol == "udp" ? "-u" : "-t", Forward(port)]);
        arguments.AddRange(own);
        AddUnlessGiven(arguments, "-t", "--tcp-ports");
        AddUnlessGiven(arguments, "-u", "--udp-ports");
        AddUnlessGiven(arguments, "-T", "--tcp-ns");
        AddUnlessGiven(arguments, "-U", "--udp-ns");
        if (!HasOption(own, "--dns-forward", "--dns-forward")) arguments.AddRange(["--dns-forward", DnsAddress]);
        if (!MapsGateway(options) && !own.Contains("--no-map-gw")) arguments.Add("--no-map-gw");
        if (mapsHost && !HasOption(own, MapGuestAddress, MapGuestAddress)) arguments.AddRange([MapGuestAddress, HostAddress]);
        arguments.AddRange(["--netns", namespacePath]);
        return arguments;
    }

    /// <summary>Whether the gateway's address stands for the host.</summary>
    public static bool MapsGateway(IReadOnlyList<string> options) => options.Contains(MapGateway);

    /// <summary>The address that stands for the host: the caller's own, else Hull's; null where the caller wants none.</summary>
    public static string? GuestAddress(IReadOnlyList<string> options)
    {
        for (var i = 0; i < options.Count; i++)
        {
            var given = options[i] == MapGuestAddress && i + 1 < options.Count ? options[i + 1]
                : options[i].StartsWith(MapGuestAddress + "=", StringComparison.Ordinal) ? options[i][(MapGuestAddress.Length + 1)..] : null;
            if (given is not null) return given == "none" ? null : given;
        }

        return HostAddress;
    }

    private static void AddUnlessGiven(List<string> arguments, string brief, string full)
    {
        if (!HasOption(arguments, brief, full)) arguments.AddRange([brief, "none"]);
    }

    private static bool HasOption(IReadOnlyCollection<string> arguments, string brief, string full) =>
        arguments.Any(argument => argument == brief || argument == full || argument.StartsWith(full + "=", StringComparison.Ordinal));

    // [ADDRESS/]HOST[-HOST]:CONTAINER[-CONTAINER]
    private static string Forward(PortMapping port)
    {
        var address = port.HostIp is "" or "0.0.0.0" ? "" : port.HostIp + "/";
        return $"{address}{Range(port.HostPort, port.Range)}:{Range(port.ContainerPort, port.Range)}";
    }

    private static string Range(ushort first, ushort count) => count > 1
        ? string.Create(CultureInfo.InvariantCulture, $"{first}-{first + count - 1}")
        : first.ToString(CultureInfo.InvariantCulture);
}
