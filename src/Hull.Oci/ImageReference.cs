using System.Diagnostics.CodeAnalysis;
using Hull.Core;

namespace Hull.Oci;

/// <summary>
/// A full image reference, nothing left open: registry, repository, and a tag or a digest: "docker.io/library/alpine:latest". Images in
/// the store are named by these. Short names become full through <see cref="ImageName"/>.
/// </summary>
public sealed record ImageReference
{
    /// <summary>Docker Hub.</summary>
    public const string DockerDomain = "docker.io";

    /// <summary>The pseudo-registry of images made here, as Podman's.</summary>
    public const string LocalDomain = "localhost";

    /// <summary>The tag meant where none is written.</summary>
    public const string DefaultTag = "latest";

    private ImageReference()
    {
    }

    /// <summary>The registry: host[:port].</summary>
    public required string Domain { get; init; }

    /// <summary>The repository's path on it.</summary>
    public required string Path { get; init; }

    /// <summary>The tag; null when the reference is by digest.</summary>
    public string? Tag { get; private init; }

    /// <summary>The manifest's digest; null when the reference is by tag.</summary>
    public Digest? Digest { get; private init; }

    /// <summary>Registry and repository, without tag and digest: the column REPOSITORY.</summary>
    public string Repository => $"{Domain}/{Path}";

    /// <summary>Reads a reference, a short name meaning docker.io and no tag meaning "latest".</summary>
    /// <exception cref="EngineException">InvalidArgument: not a name.</exception>
    public static ImageReference Parse(string text) => ImageName.Parse(text).AsDocker();

    /// <summary>Reads a reference as <see cref="Parse"/> does, where the text may be something else.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = ImageName.TryParse(text, out var name) ? name.AsDocker() : null;
        return reference is not null;
    }

    /// <summary>The same repository by another tag.</summary>
    public ImageReference WithTag(string tag) => ImageName.Parse($"{Repository}:{tag}").AsDocker();

    /// <summary>The same repository by digest.</summary>
    public ImageReference WithDigest(Digest digest) => this with { Tag = null, Digest = digest };

    /// <summary>The name as Docker shows it: without docker.io/ and library/, with the tag.</summary>
    public string Familiar
    {
        get
        {
            var repository = Repository;
            if (Domain == DockerDomain) repository = Path.StartsWith("library/", StringComparison.Ordinal) ? Path["library/".Length..] : Path;
            return repository + Suffix;
        }
    }

    /// <summary>The full text form.</summary>
    public override string ToString() => Repository + Suffix;

    private string Suffix => Digest is { } digest ? "@" + digest : ":" + Tag;

    internal static ImageReference Make(string domain, string path, string? tag, Digest? digest)
    {
        // Docker Hub's old name, and its repositories without a user.
        if (domain == "index.docker.io") domain = DockerDomain;
        if (domain == DockerDomain && !path.Contains('/')) path = "library/" + path;
        return new ImageReference { Domain = domain, Path = path, Tag = tag, Digest = digest };
    }
}
