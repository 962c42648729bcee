using Hull.Oci;

namespace Hull.Images.Registry;

/// <summary>One [[registry]] table of registries.conf(5): how names with a prefix are reached.</summary>
public sealed record RegistryRule
{
    /// <summary>host[:port][/path], or *.domain: which names it is about.</summary>
    public required string Prefix { get; init; }

    /// <summary>What stands in the prefix's place when the registry is asked; the prefix itself where nothing is said.</summary>
    public string? Location { get; init; }

    /// <summary>Whether certificates need not be right, and plain HTTP may be spoken.</summary>
    public bool Insecure { get; init; }

    /// <summary>Whether it must not be asked at all.</summary>
    public bool Blocked { get; init; }

    /// <summary>Whether mirrors are named for it, which are not asked yet.</summary>
    public bool HasMirrors { get; init; }

    /// <summary>How many characters of a repository the prefix covers; -1 where it is about others.</summary>
    /// <param name="repository">host[:port]/path.</param>
    public int Covers(string repository)
    {
        if (Prefix.StartsWith("*.", StringComparison.Ordinal))
        {
            var end = repository.IndexOf('/', StringComparison.Ordinal);
            var host = end < 0 ? repository : repository[..end];
            return host.EndsWith(Prefix[1..], StringComparison.Ordinal) ? host.Length : -1;
        }
        if (!repository.StartsWith(Prefix, StringComparison.Ordinal)) return -1;
        return repository.Length == Prefix.Length || repository[Prefix.Length] is '/' or ':' or '@' ? Prefix.Length : -1;
    }

    /// <summary>The rule about an image: the one that covers most of its name; null where there is none.</summary>
    public static RegistryRule? For(IReadOnlyList<RegistryRule> rules, ImageReference image)
    {
        RegistryRule? best = null;
        var longest = -1;
        foreach (var rule in rules)
        {
            var covered = rule.Covers(image.Repository);
            if (covered <= longest) continue;
            (best, longest) = (rule, covered);
        }
        return best;
    }
}
