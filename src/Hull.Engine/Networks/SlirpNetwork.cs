using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Linux.Descriptors;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Networks;

/// <summary>A user's network by slirp4netns(1): a subnet of its own behind a program that is router, name server and NAT in one.</summary>
internal sealed class SlirpNetwork(StorePaths paths, EngineSettings settings, AddressBook book, ILogger log) : IContainerNetwork
{
    private const string Name = "slirp4netns";
    private const string Device = "tap0";
    private const string Socket = "slirp.sock";
    private const int ReadyDescriptor = 3;

    // Where slirp4netns puts things in its subnet (slirp4netns(1)).
    private const int GatewayPlace = 2;
    private const int NameServerPlace = 3;
    private const int ContainerPlace = 100;

    /// <inheritdoc/>
    public NetworkAttachment Connect(ContainerConfig config, string namespacePath)
    {
        var program = FindPrograms.Helper(settings, Name)
            ?? throw new EngineException(ErrorKind.NotFound, "could not find slirp4netns, the network namespace can't be configured", "install slirp4netns");
        var ports = config.Spec.PortMappings ?? [];
        var options = SlirpOptions.Read(config.Spec.NetworkOptions?.GetValueOrDefault(Name) ?? []);
        book.ReservePorts(config.Id, ports);
        var arguments = Arguments(options, namespacePath, ports.Count > 0);
        log.RunningRuntime(program, arguments);
        var process = Start(program, arguments, paths.Bundle(config.Id));
        var subnet = IPNetwork.Parse(options.Cidr);
        var own = At(subnet, ContainerPlace);
        Publish(ports, paths.Bundle(config.Id), own);
        return new NetworkAttachment
        {
            Network = Name,
            Interface = Device,
            Addresses = [$"{own}/{subnet.PrefixLength}"],
            Gateways = [At(subnet, GatewayPlace)],
            HostAddress = options.AllowHostLoopback ? At(subnet, GatewayPlace) : UserNetwork.HostAddress([]),
            DnsServers = [At(subnet, NameServerPlace)],
            HelperPid = process.Pid,
            HelperStartTime = process.StartTime,
        };
    }

    /// <inheritdoc/>
    public void Disconnect(ContainerConfig config, IReadOnlyList<NetworkAttachment> attachments)
    {
        NetworkHelper.End(attachments, ["--netns-type=path"], paths.NetworkNamespace(config.Id));
        book.Release(config.Id);
    }

    private static List<string> Arguments(SlirpOptions options, string namespacePath, bool publishes)
    {
        List<string> arguments =
        [
            "--configure", string.Create(CultureInfo.InvariantCulture, $"--mtu={options.Mtu}"), $"--cidr={options.Cidr}", $"--ready-fd={ReadyDescriptor}",
            "--enable-sandbox", "--enable-seccomp",
        ];
        if (!options.AllowHostLoopback) arguments.Add("--disable-host-loopback");
        if (options.EnableIpv6) arguments.Add("--enable-ipv6");
        // Relative to the bundle: a socket's path has 107 bytes at most.
        if (publishes) arguments.Add("--api-socket=" + Socket);
        arguments.AddRange(options.PassedOn);
        arguments.AddRange(["--netns-type=path", namespacePath, Device]);
        return arguments;
    }

    private static ProcessIdentity Start(string program, IReadOnlyList<string> arguments, string bundle)
    {
        using var ready = Pipe.Create();
        // A file, for it goes on writing when nobody reads any more.
        var path = Path.Join(bundle, "slirp4netns.log");
        using var said = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        using var child = Spawn.Start(new SpawnRequest
        {
            Program = program,
            Arguments = arguments,
            WorkingDirectory = bundle,
            NewSession = true,
            Descriptors = new Dictionary<int, SafeHandle> { [2] = said, [ReadyDescriptor] = ready.Writer },
        });
        ready.Writer.Dispose();
        Span<byte> one = stackalloc byte[1];
        if (DescriptorText.Read(ready.Reader, one) == 1) return ProcessIdentity.TryRead(child.Pid) ?? throw NetworkHelper.Failed(Name, child.WaitForExit(), "");
        var status = child.WaitForExit();
        throw NetworkHelper.Failed(Name, status, File.ReadAllText(path));
    }

    private static void Publish(IReadOnlyList<PortMapping> ports, string bundle, string address)
    {
        var api = new SlirpApi(bundle, Socket);
        foreach (var port in ports)
        {
            for (var offset = 0; offset < Math.Max((int)port.Range, 1); offset++)
                api.AddPort(port.Protocol, port.HostIp, port.HostPort + offset, address, port.ContainerPort + offset);
        }
    }

    private static string At(IPNetwork subnet, int place)
    {
        var bytes = subnet.BaseAddress.GetAddressBytes();
        bytes[^1] += (byte)place;
        return new IPAddress(bytes).ToString();
    }
}
