using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Hull.Oci;

/// <summary>What an image runs on (image-spec, image-index.md, "platform"; the words are Go's GOOS and GOARCH).</summary>
public sealed record Platform
{
    /// <summary>GOARCH: "amd64", "arm64", ….</summary>
    [JsonPropertyName("architecture")] public string Architecture { get; init; } = "";

    /// <summary>GOOS: "linux", ….</summary>
    [JsonPropertyName("os")] public string Os { get; init; } = "";

    /// <summary>The operating system's version, used by Windows images only.</summary>
    [JsonPropertyName("os.version")] public string? OsVersion { get; init; }

    /// <summary>Features of the operating system, used by Windows images only.</summary>
    [JsonPropertyName("os.features")] public IReadOnlyList<string>? OsFeatures { get; init; }

    /// <summary>The processor's variant: "v7" of arm, "v8" of arm64, ….</summary>
    [JsonPropertyName("variant")] public string? Variant { get; init; }

    /// <summary>The platform this process runs on.</summary>
    public static Platform Host { get; } = new()
    {
        Os = "linux",
        Architecture = RuntimeInformation.OSArchitecture switch
        {
            System.Runtime.InteropServices.Architecture.X64 => "amd64",
            System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
            System.Runtime.InteropServices.Architecture.Arm => "arm",
            System.Runtime.InteropServices.Architecture.X86 => "386",
            System.Runtime.InteropServices.Architecture.RiscV64 => "riscv64",
            System.Runtime.InteropServices.Architecture.S390x => "s390x",
            System.Runtime.InteropServices.Architecture.Ppc64le => "ppc64le",
            System.Runtime.InteropServices.Architecture.LoongArch64 => "loong64",
            var other => other.ToString().ToLowerInvariant(),
        },
    };

    /// <summary>Reads "os/arch[/variant]", or "arch" alone for Linux, with the usual synonyms (x86_64, aarch64, armhf, …).</summary>
    /// <returns>The platform in normal form, or null when the text has not that shape.</returns>
    public static Platform? TryParse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length > 3 || parts.Any(part => part.Length == 0 || !part.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')))
            return null;
        return parts.Length switch
        {
            1 => new Platform { Os = "linux", Architecture = parts[0] }.Normalize(),
            2 => new Platform { Os = parts[0], Architecture = parts[1] }.Normalize(),
            _ => new Platform { Os = parts[0], Architecture = parts[1], Variant = parts[2] }.Normalize(),
        };
    }

    /// <summary>The same platform with Go's words: lower case, x86_64 as amd64, aarch64 as arm64, a variant that says nothing left out.</summary>
    public Platform Normalize()
    {
        var variant = Variant?.ToLowerInvariant();
        var (architecture, implied) = Architecture.ToLowerInvariant() switch
        {
            "x86_64" or "x86-64" => ("amd64", null),
            "i386" or "i686" => ("386", null),
            "aarch64" => ("arm64", null),
            "armhf" => ("arm", "v7"),
            "armel" => ("arm", "v6"),
            var other => (other, (string?)null),
        };
        variant = architecture switch
        {
            "arm64" when variant is "8" or "v8" => null,
            "amd64" when variant is "v1" => null,
            "arm" when variant is "5" or "6" or "7" or "8" => "v" + variant,
            _ => variant,
        };
        return this with { Os = Os.ToLowerInvariant(), Architecture = architecture, Variant = string.IsNullOrEmpty(variant) ? implied : variant };
    }

    /// <summary>Whether an image for this platform runs where <paramref name="wanted"/> was asked for: same system and processor; an arm variant not above the wanted one.</summary>
    public bool Serves(Platform wanted)
    {
        var (mine, theirs) = (Normalize(), wanted.Normalize());
        if (mine.Os != theirs.Os || mine.Architecture != theirs.Architecture) return false;
        if (mine.Variant is null || theirs.Variant is null || mine.Variant == theirs.Variant) return true;
        return string.CompareOrdinal(mine.Variant, theirs.Variant) < 0 && mine.Variant.StartsWith('v') && theirs.Variant.StartsWith('v');
    }

    /// <summary>"os/arch" or "os/arch/variant".</summary>
    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}
