using Hull.Core;
using Hull.Oci;

namespace Hull.Images.Registry;

/// <summary>Where an image's repository is found: which host is asked, for which path, and how far it is trusted.</summary>
internal sealed record RegistryEndpoint
{
    // Docker Hub's name is no host that speaks the protocol.
    private const string DockerHost = "registry-1.docker.io";

    /// <summary>host[:port] as users write it: the key of credentials and certificates.</summary>
    public required string Domain { get; init; }

    /// <summary>The repository's path on it.</summary>
    public required string Path { get; init; }

    /// <summary>host[:port] that is connected to.</summary>
    public required string Authority { get; init; }

    /// <summary>Whether certificates need not be right, and plain HTTP may be spoken.</summary>
    public required bool Insecure { get; init; }

    /// <summary>"host[:port]/path", for messages and credentials.</summary>
    public string Repository => $"{Domain}/{Path}";

    /// <summary>Finds where an image is asked for.</summary>
    /// <exception cref="EngineException">Conflict: registries.conf blocks the registry; InvalidArgument: the location is no name.</exception>
    public static RegistryEndpoint For(ImageReference image, RegistryAccess access)
    {
        var rule = RegistryRule.For(access.Rules, image);
        if (rule is { Blocked: true })
        {
            throw new EngineException(
                ErrorKind.Conflict, $"registry {rule.Prefix} is blocked in registries.conf", "take the line `blocked = true` away, or use another registry");
        }
        if (rule is { HasMirrors: true })
        {
            throw new EngineException(
                ErrorKind.Unsupported, $"registry {rule.Prefix} has mirrors in registries.conf, which Hull does not ask yet", "take [[registry.mirror]] away, or pull from the mirror by its name");
        }
        var (domain, path) = (image.Domain, image.Path);
        if (rule?.Location is { Length: > 0 } location)
        {
            var relocated = location.TrimEnd('/') + image.Repository[rule.Covers(image.Repository)..];
            if (!ImageName.TryParse(relocated, out var name) || name.IsShort)
                throw new EngineException(ErrorKind.InvalidArgument, $"registries.conf: location {OneLine.Of(location)} of {rule.Prefix}: no registry's name");
            var reference = name.AsDocker();
            (domain, path) = (reference.Domain, reference.Path);
        }
        return new RegistryEndpoint
        {
            Domain = domain,
            Path = path,
            Authority = domain == ImageReference.DockerDomain ? DockerHost : domain,
            Insecure = access.TlsVerify is { } verify ? !verify : rule?.Insecure == true,
        };
    }
}
