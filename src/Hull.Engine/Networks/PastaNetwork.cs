using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Linux;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Networks;

/// <summary>
/// The default network of a user's container: pasta(1) copies the host's address and routes into the namespace and carries its traffic by
/// sockets of the user's; published ports are sockets that it listens on. It leaves by itself when the namespace's file goes.
/// </summary>
internal sealed class PastaNetwork(StorePaths paths, EngineSettings settings, AddressBook book, ILogger log) : IContainerNetwork
{
    private const string Name = "pasta";
    private const int LargestProgram = 16 * 1024 * 1024;
    private static readonly string[] NamespaceOption = ["--netns"];

    /// <inheritdoc/>
    public NetworkAttachment Connect(ContainerConfig config, string namespacePath)
    {
        var program = FindPrograms.Helper(settings, Name)
            ?? throw new EngineException(ErrorKind.NotFound, "could not find pasta, the network namespace can't be configured", "install passt (Debian: apt-get install passt)");
        var ports = config.Spec.PortMappings ?? [];
        book.ReservePorts(config.Id, ports);
        var mapsHost = KnowsGuestAddress(program);
        var pidFile = Path.Join(paths.Bundle(config.Id), "pasta.pid");
        var options = Options(config);
        var arguments = PastaArguments.Build(namespacePath, pidFile, ports, options, mapsHost);
        log.RunningRuntime(program, arguments);
        // It goes to the background once the network stands.
        var run = RunAndCapture.Run(new SpawnRequest { Program = program, Arguments = arguments, NewSession = true });
        if (!run.Status.IsSuccess) throw NetworkHelper.Failed(Name, run.Status, run.ErrorText);
        var process = NetworkHelper.FromPidFile(Name, pidFile);
        var attachment = UserNetwork.Read(Name, namespacePath);
        return attachment with
        {
            HelperPid = process.Pid,
            HelperStartTime = process.StartTime,
            HostAddress = HostAddress(attachment, options, mapsHost),
            DnsServers = [PastaArguments.DnsAddress],
        };
    }

    /// <inheritdoc/>
    public void Disconnect(ContainerConfig config, IReadOnlyList<NetworkAttachment> attachments)
    {
        NetworkHelper.End(attachments, NamespaceOption, paths.NetworkNamespace(config.Id));
        book.Release(config.Id);
    }

    // pasta gives the container the host's own address, so that one is the container's to it. An older pasta has no address of its own for the host:
    // then the gateway's, where the caller lets it stand for the host, or another address of the host.
    private static string? HostAddress(NetworkAttachment attachment, IReadOnlyList<string> options, bool mapsHost)
    {
        if (mapsHost) return PastaArguments.GuestAddress(options);
        if (PastaArguments.MapsGateway(options) && attachment.Gateways.Count > 0) return attachment.Gateways[0];
        return UserNetwork.HostAddress(attachment.Addresses);
    }

    private List<string> Options(ContainerConfig config) =>
        [.. settings.Network.PastaOptions, .. config.Spec.NetworkOptions?.GetValueOrDefault(Name) ?? []];

    // No version tells it: Debian's says "unknown". An option's name stands in the program.
    private static bool KnowsGuestAddress(string program) => SafePath.ReadHostFile(program, LargestProgram).AsSpan().IndexOf("map-guest-addr"u8) >= 0;
}
