using Hull.Cli.CommandLine;
using Hull.Cli.Options.Values;
using Hull.Core.GoSyntax;

namespace Hull.Cli.Options;

/// <summary>Which image, and how it is got.</summary>
internal static class ImageOptions
{
    /// <summary>When an image is pulled.</summary>
    public static readonly Option<string> Pull = Flag.Text("pull", Flag.NoShort, "When to pull the image (\"always\"|\"missing\"|\"never\"|\"newer\")", "missing");

    private static readonly Option<string> Platform = Flag.Text("platform", Flag.NoShort, "Platform of the image (os[/arch[/variant]])");
    private static readonly Option<string> Arch =
        new("arch", Flag.NoShort, "string", "`ARCH` of the image instead of this machine's", "", ValueReaders.ReadText) { Aliases = ["override-arch"] };

    private static readonly Option<string> Os =
        new("os", Flag.NoShort, "string", "`OS` of the image instead of this machine's", "", ValueReaders.ReadText) { Aliases = ["override-os"] };

    private static readonly Option<string> Variant =
        new("variant", Flag.NoShort, "string", "`VARIANT` of the image's architecture", "", ValueReaders.ReadText) { Aliases = ["override-variant"] };

    /// <summary>Whether a pull says nothing.</summary>
    public static readonly Option<bool> Quiet = Flag.Bool("quiet", 'q', "Say nothing while pulling the image");

    /// <summary>The rows.</summary>
    public static readonly SpecRow[] Rows =
    [
        SpecRow.Of(Arch, static (spec, value) => spec with { ImageArch = value }),
        SpecRow.Of(Os, static (spec, value) => spec with { ImageOs = value }),
        SpecRow.Of(Variant, static (spec, value) => spec with { ImageVariant = value }),
        SpecRow.Of(Platform, PlatformText.AddTo),
        SpecRow.Of(Flag.Text("image-volume", Flag.NoShort, "What becomes of the image's volumes (\"bind\"|\"anonymous\"|\"tmpfs\"|\"ignore\")", "bind"),
            static (spec, text) => spec with { ImageVolumeMode = VolumeMode(text) }),
        SpecRow.Of(Quiet),
        .. RegistryFlags.OfContainers,
        SpecRow.Of(Refused.Array("decryption-key", "Key of an encrypted image", "Hull decrypts no images")),
        SpecRow.Of(Refused.AlwaysOn("disable-content-trust", "Do not verify with Docker's content trust", "Hull has no content trust")),
        SpecRow.Of(Refused.Hidden("signature-policy", "Path of a signature policy", "Hull checks no signatures")),
    ];

    /// <summary>Checks what no option can see alone, and the pull policy.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: options contradict each other, or the policy is unknown.</exception>
    public static void Check(ParsedOptions parsed)
    {
        if (parsed.Has(Platform) && (parsed.Has(Arch) || parsed.Has(Os))) throw Wrong.Value("--platform option can not be specified with --arch or --os");
        Commands.PullCommand.PolicyOf(parsed.Get(Pull));
    }

    private static string VolumeMode(string text) => text switch
    {
        "bind" or "anonymous" or "" => "anonymous",
        "tmpfs" or "ignore" => text,
        _ => throw Wrong.Value($"invalid image-volume type {GoQuote.Text(text)}. Pick one of bind, tmpfs, or ignore"),
    };
}
