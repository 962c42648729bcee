using System.Globalization;
using Hull.Core;
using Hull.Engine.Networks;

namespace Hull.Engine.Containers;

/// <content>Published and exposed ports.</content>
internal sealed partial class ResolveContainer
{
    private sealed record Ports
    {
        public IReadOnlyList<PortMapping> Mappings { get; init; } = [];
        public required IReadOnlyDictionary<ushort, string> Exposed { get; init; }
    }

    private Ports DecidePorts(NamespaceMode network)
    {
        var exposed = DecideExposed();
        var asked = _spec.PortMappings ?? [];
        var published = _spec.PublishImagePorts == true ? exposed : [];
        if (network.Mode is not ("bridge" or "pasta" or "slirp4netns"))
        {
            // On the host's network what is exposed can be reached without being published.
            if (asked.Count > 0 || published.Count > 0 && network.Mode != "host")
                _warnings.Add($"Port mappings have been discarded because \"{network.Mode}\" network namespace mode does not support them");
            return new Ports { Exposed = exposed };
        }

        var mappings = ResolvePorts.Decide(asked, published, _request.FreePort);
        foreach (var mapping in mappings) RefusePrivileged(mapping);
        return new Ports { Mappings = mappings, Exposed = exposed };
    }

    private SortedDictionary<ushort, string> DecideExposed()
    {
        var exposed = ExposedPorts.OfImage(_request.Image.Defaults.ExposedPorts);
        foreach (var (port, protocols) in _spec.Expose ?? new Dictionary<ushort, string>())
        {
            if (port == 0) throw Invalid("cannot expose 0 as it is not a valid port number");
            exposed[port] = exposed.TryGetValue(port, out var known) ? $"{known},{protocols}" : protocols;
        }

        foreach (var (port, protocols) in exposed.ToList())
        {
            try
            {
                exposed[port] = string.Join(',', ResolvePorts.Protocols(protocols));
            }
            catch (EngineException e)
            {
                throw Invalid(string.Create(CultureInfo.InvariantCulture, $"validating protocols for exposed port {port}: {e.Message}"));
            }
        }

        return exposed;
    }

    // A user without privileges listens on the host himself, and the kernel keeps the low ports for root.
    private void RefusePrivileged(PortMapping mapping)
    {
        if (!_host.Rootless || mapping.HostPort >= _host.UnprivilegedPortStart) return;
        throw new EngineException(
            ErrorKind.PermissionDenied,
            string.Create(
                CultureInfo.InvariantCulture,
                $"rootlessport cannot expose privileged port {mapping.HostPort}, you can add 'net.ipv4.ip_unprivileged_port_start={mapping.HostPort}' to /etc/sysctl.conf (currently {_host.UnprivilegedPortStart}), or choose a larger port number (>= {_host.UnprivilegedPortStart})"));
    }
}
