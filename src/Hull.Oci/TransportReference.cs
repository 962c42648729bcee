using System.Diagnostics.CodeAnalysis;
using Hull.Core;

namespace Hull.Oci;

/// <summary>An image outside of the store, or in it, with the transport's prefix spelt out (containers-transports(5)).</summary>
public sealed record TransportReference
{
    /// <summary>The transport.</summary>
    public required Transport Transport { get; init; }

    /// <summary>The path of an archive or directory; empty for <see cref="Transport.Registry"/> and <see cref="Transport.Storage"/>.</summary>
    public required string Path { get; init; }

    /// <summary>What follows the path, or the name on a registry or in the store: a name, or "@" and an index; null when there is none.</summary>
    public string? Name { get; init; }

    /// <summary>Reads a text with a transport's prefix.</summary>
    /// <returns>False when it has none and is thus a plain image name.</returns>
    /// <exception cref="EngineException">InvalidArgument: a known prefix with nothing usable behind it; Unsupported: a transport of Podman's that Hull does not have.</exception>
    public static bool TryParse(string text, [NotNullWhen(true)] out TransportReference? reference)
    {
        reference = null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || Known(text[..colon], text) is not { } transport) return false;
        var rest = text[(colon + 1)..];
        reference = transport switch
        {
            Transport.Registry => Remote(text, rest),
            Transport.Storage => new TransportReference { Transport = transport, Path = "", Name = Required(text, rest) },
            Transport.Directory => new TransportReference { Transport = transport, Path = Required(text, rest) },
            _ => Archive(transport, text, rest),
        };
        return reference is not null;
    }

    /// <summary>The prefixed text form.</summary>
    public override string ToString() => Transport switch
    {
        Transport.Registry => $"docker://{Name}",
        Transport.Storage => $"containers-storage:{Name}",
        _ => $"{PrefixOf(Transport)}:{Path}{(Name is null ? "" : ":" + Name)}",
    };

    /// <summary>A transport's prefix without the colon.</summary>
    public static string PrefixOf(Transport transport) => transport switch
    {
        Transport.Registry => "docker",
        Transport.DockerArchive => "docker-archive",
        Transport.OciArchive => "oci-archive",
        Transport.OciLayout => "oci",
        Transport.Directory => "dir",
        _ => "containers-storage",
    };

    private static Transport? Known(string prefix, string text) => prefix switch
    {
        // "docker:…" without the slashes is a name with a tag.
        "docker" => text.StartsWith("docker://", StringComparison.Ordinal) ? Transport.Registry : null,
        "docker-archive" => Transport.DockerArchive,
        "oci-archive" => Transport.OciArchive,
        "oci" => Transport.OciLayout,
        "dir" => Transport.Directory,
        "containers-storage" => Transport.Storage,
        "docker-daemon" or "sif" or "ostree" or "atomic" or "tarball" when text.Length > prefix.Length + 1 && !LooksLikeATag(text[(prefix.Length + 1)..]) =>
            throw new EngineException(
                ErrorKind.Unsupported,
                $"{OneLine.Of(text)}: the transport {prefix}: is not supported",
                "convert the image with `skopeo copy` into an oci-archive:"),
        _ => null,
    };

    // "sif:1.0" is a local image name with a tag; a path or a name behind the colon makes it a transport.
    private static bool LooksLikeATag(string rest) => !rest.AsSpan().ContainsAny('/', ':', '@');

    private static TransportReference Remote(string text, string rest)
    {
        var name = Required(text, rest["//".Length..]);
        return new TransportReference { Transport = Transport.Registry, Path = "", Name = ImageName.Parse(name).ToString() };
    }

    private static TransportReference Archive(Transport transport, string text, string rest)
    {
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        var path = Required(text, colon < 0 ? rest : rest[..colon]);
        var name = colon < 0 ? null : rest[(colon + 1)..];
        if (name is { Length: 0 }) name = null;
        if (name is ['@', ..] && !(transport != Transport.OciArchive && int.TryParse(name.AsSpan(1), System.Globalization.NumberStyles.None, null, out _)))
            throw new EngineException(ErrorKind.InvalidArgument, $"{OneLine.Of(text)}: what follows the @ is not the number of an image in the archive");
        if (name is not null && name[0] != '@' && transport == Transport.DockerArchive) name = ImageName.Parse(name).ToString();
        return new TransportReference { Transport = transport, Path = path, Name = name };
    }

    private static string Required(string text, string rest) => rest.Length > 0
        ? rest
        : throw new EngineException(ErrorKind.InvalidArgument, $"{OneLine.Of(text)}: nothing follows the transport");
}
