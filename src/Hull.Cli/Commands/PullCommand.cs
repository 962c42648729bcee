using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Registries;
using Hull.Images;
using Hull.Oci;

namespace Hull.Cli.Commands;

/// <summary><c>hull pull</c>.</summary>
internal static class PullCommand
{
    private static readonly Option<bool> AllTags = Flag.Bool("all-tags", 'a', "Pull every tag of the repository");
    private static readonly Option<string> Arch =
        new("arch", Flag.NoShort, "string", "`ARCH` of the image instead of this machine's", "", ValueReaders.ReadText) { Aliases = ["override-arch"] };

    private static readonly Option<string> Os =
        new("os", Flag.NoShort, "string", "`OS` of the image instead of this machine's", "", ValueReaders.ReadText) { Aliases = ["override-os"] };

    private static readonly Option<string> Variant =
        new("variant", Flag.NoShort, "string", "`VARIANT` of the image's architecture", "", ValueReaders.ReadText) { Aliases = ["override-variant"] };

    private static readonly Option<string> PlatformOption = Flag.Text("platform", Flag.NoShort, "Platform of the image (os[/arch[/variant]])");
    private static readonly Option<string> Policy = Flag.Text("policy", Flag.NoShort, "When to pull (\"always\"|\"missing\"|\"never\"|\"newer\")", "always");
    private static readonly Option<bool> Quiet = Flag.Bool("quiet", 'q', "Print the image's id only");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "pull",
        Summary = "Pull images from a registry",
        Description = "Pulls images from registries, or from archives and directories that a transport's prefix names",
        Usage = "[options] IMAGE [IMAGE...]",
        Examples = "{0} docker.io/library/alpine\n{0} --platform linux/arm64 registry:5000/image:tag\n{0} oci-archive:image.tar",
        Options = static () =>
        [
            AllTags, Arch, Os, Variant, PlatformOption, Policy, Quiet, .. RegistryFlags.OfTransfers,
            Refused.Array("decryption-key", "Key of an encrypted image", "Hull decrypts no images"),
            Refused.AlwaysOn("disable-content-trust", "Do not verify with Docker's content trust", "Hull has no content trust"),
            Refused.Hidden("signature-policy", "Path of a signature policy", "Hull checks no signatures"),
        ],
        Arguments = ArgumentRules.AtLeast(1),
        Run = Run,
    };

    /// <summary>The pull policy of a word.</summary>
    /// <exception cref="EngineException">InvalidArgument: none of them.</exception>
    public static PullPolicy PolicyOf(string text) => text.ToLowerInvariant() switch
    {
        "always" => PullPolicy.Always,
        "missing" or "ifmissing" or "ifnotpresent" or "" => PullPolicy.Missing,
        "newer" or "ifnewer" => PullPolicy.Newer,
        "never" => PullPolicy.Never,
        _ => throw new EngineException(ErrorKind.InvalidArgument, $"unsupported pull policy {GoQuote.Text(text)}", "use always, missing, newer or never"),
    };

    private static async Task<int> Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var options = new PullOptions
        {
            Registry = RegistryFlags.Of(context),
            Policy = PolicyOf(invocation.Get(Policy)),
            Platform = PlatformOf(invocation),
        };
        if (invocation.Get(AllTags) && invocation.Arguments.Count > 1) throw new EngineException(ErrorKind.InvalidArgument, "--all-tags takes one repository");
        foreach (var name in invocation.Arguments)
        {
            var images = await Transfers.WatchAsync(
                context, invocation.Get(Quiet), transfers => PullAsync(context, name, options with { Say = transfers.Say, Watcher = transfers.Watch })).ConfigureAwait(false);
            foreach (var image in images)
            {
                PlatformWarning.Write(context, image, options.Platform);
                context.Out.Write(image.Id + "\n");
            }
        }
        return ExitCodes.Success;
    }

    private static async Task<IReadOnlyList<ImageRecord>> PullAsync(CommandContext context, string name, PullOptions options) => context.Invocation.Get(AllTags)
        ? await context.Engine.Registries.PullAllTagsAsync(name, options).ConfigureAwait(false)
        : [await context.Engine.Registries.PullAsync(name, options).ConfigureAwait(false)];

    private static Platform? PlatformOf(Invocation invocation)
    {
        if (invocation.Has(PlatformOption) && (invocation.Has(Arch) || invocation.Has(Os) || invocation.Has(Variant)))
            throw new EngineException(ErrorKind.InvalidArgument, "--platform option can not be specified with --arch or --os");
        if (invocation.Get(PlatformOption) is { Length: > 0 } text)
            return Platform.TryParse(text.Contains('/', StringComparison.Ordinal) ? text : text + "/" + Platform.Host.Architecture)
                ?? throw new EngineException(ErrorKind.InvalidArgument, $"invalid platform {text}: must be os[/arch[/variant]]");
        if (!invocation.Has(Arch) && !invocation.Has(Os) && !invocation.Has(Variant)) return null;
        return new Platform
        {
            Os = invocation.Get(Os) is { Length: > 0 } os ? os : Platform.Host.Os,
            Architecture = invocation.Get(Arch) is { Length: > 0 } arch ? arch : Platform.Host.Architecture,
            Variant = invocation.Get(Variant) is { Length: > 0 } variant ? variant : null,
        }.Normalize();
    }
}
