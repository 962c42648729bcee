using System.Diagnostics.CodeAnalysis;
using Hull.Core;

namespace Hull.Oci;

/// <summary>
/// An image name as a person writes it, by the grammar of docker/distribution's reference package: [domain/]path[:tag][@digest]. Nothing is
/// filled in: whether "alpine" means docker.io/library/alpine or localhost/alpine is the caller's question, answered with
/// <see cref="AsDocker"/> or <see cref="AsLocal"/>.
/// </summary>
public sealed record ImageName
{
    private const int MaximumNameLength = 255;
    private const int MaximumTagLength = 128;

    private ImageName()
    {
    }

    /// <summary>The registry, "host[:port]"; null when the name is short ("alpine", "library/alpine").</summary>
    public string? Domain { get; private init; }

    /// <summary>The repository's path, lower case.</summary>
    public required string Path { get; init; }

    /// <summary>The tag, null when none is written.</summary>
    public string? Tag { get; private init; }

    /// <summary>The manifest's digest, null when none is written.</summary>
    public Digest? Digest { get; private init; }

    /// <summary>Whether the registry is left open.</summary>
    public bool IsShort => Domain is null;

    /// <summary>Reads a name.</summary>
    /// <exception cref="EngineException">InvalidArgument: not a name; Docker's own words where it has them.</exception>
    public static ImageName Parse(string text)
    {
        if (Read(text, out var name) is { } reason)
            throw new EngineException(ErrorKind.InvalidArgument, $"image name \"{OneLine.Of(text)}\": {reason}");
        return name;
    }

    /// <summary>Reads a name where the text may be something else.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ImageName? name)
    {
        name = null;
        return text is not null && Read(text, out name) is null;
    }

    /// <summary>The full reference where a short name means docker.io ("alpine" is docker.io/library/alpine); "latest" without tag and digest.</summary>
    public ImageReference AsDocker() => On(Domain ?? ImageReference.DockerDomain);

    /// <summary>The full reference where a short name means an image made here ("x" is localhost/x); "latest" without tag and digest.</summary>
    public ImageReference AsLocal() => On(Domain ?? ImageReference.LocalDomain);

    /// <summary>The full reference on a registry of the caller's choice; a name that has one keeps it.</summary>
    /// <param name="domain">host[:port].</param>
    public ImageReference On(string domain)
    {
        // A tag beside a digest says nothing (Docker and Podman ignore it): the digest alone decides.
        var tag = Digest is not null ? null : Tag ?? ImageReference.DefaultTag;
        return ImageReference.Make(Domain ?? domain, Path, tag, Digest);
    }

    /// <summary>The name as written.</summary>
    public override string ToString() =>
        (Domain is null ? "" : Domain + "/") + Path + (Tag is null ? "" : ":" + Tag) + (Digest is null ? "" : "@" + Digest);

    // Null when it is a name, else what is wrong with it.
    private static string? Read(string text, [NotNull] out ImageName? name)
    {
        name = new ImageName { Path = "" };
        if (text.Length == 0) return "it is empty";
        var rest = text;
        Digest? digest = null;
        if (rest.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at)
        {
            if (!Oci.Digest.TryParse(rest[(at + 1)..], out var parsed)) return "invalid reference format: what follows the @ is no digest";
            (digest, rest) = (parsed, rest[..at]);
        }
        string? tag = null;
        if (rest.LastIndexOf(':') is >= 0 and var colon && rest.IndexOf('/', colon) < 0 && !rest.EndsWith(']'))
        {
            (tag, rest) = (rest[(colon + 1)..], rest[..colon]);
            if (!IsTag(tag)) return "invalid reference format: the tag is not of the form [A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
        }
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (domain, path) = slash > 0 && NamesARegistry(rest[..slash]) ? (rest[..slash], rest[(slash + 1)..]) : (null, rest);
        if (domain is not null && !DomainGrammar.Matches(domain)) return "invalid reference format: the registry's name is malformed";
        if (!PathGrammar.Matches(path))
            return PathGrammar.Matches(path.ToLowerInvariant()) ? "invalid reference format: repository name must be lowercase" : "invalid reference format";
        if (domain is null && tag is null && digest is null && path.Length == 64 && path.All(char.IsAsciiHexDigitLower))
            return "invalid repository name, cannot specify 64-byte hexadecimal strings";
        if (rest.Length > MaximumNameLength) return $"repository name must not be more than {MaximumNameLength} characters";
        name = new ImageName { Domain = domain, Path = path, Tag = tag, Digest = digest };
        return null;
    }

    // The rule by which Docker tells "registry/x" from "user/x": a dot, a colon, upper case or the word localhost make a registry.
    private static bool NamesARegistry(string first) =>
        first == ImageReference.LocalDomain || first.AsSpan().ContainsAny('.', ':', '[') || first.Any(char.IsAsciiLetterUpper);

    private static bool IsTag(string tag) =>
        tag.Length is > 0 and <= MaximumTagLength
        && (char.IsAsciiLetterOrDigit(tag[0]) || tag[0] == '_')
        && tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
}
