using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Images.Registry;
using Hull.Images.Transports;
using Hull.Oci;

namespace Hull.Cli.Commands;

/// <summary><c>hull push</c>.</summary>
internal static class PushCommand
{
    private static readonly Option<string> Format = new("format", 'f', "string", "Manifest `TYPE` (oci, v2s2)", "", ValueReaders.ReadText);
    private static readonly Option<string> Compression = Flag.Text("compression-format", Flag.NoShort, "Compression of the layers (gzip, zstd)");
    private static readonly Option<long> Level = Flag.Int("compression-level", Flag.NoShort, "Level of the compression");
    private static readonly Option<bool> Force = Flag.Bool("force-compression", Flag.NoShort, "Compress again what is compressed in another format");
    private static readonly Option<string> DigestFile = Flag.Text("digestfile", Flag.NoShort, "Write the digest of what was pushed into a file");
    private static readonly Option<bool> Quiet = Flag.Bool("quiet", 'q', "Print no progress");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "push",
        Summary = "Push an image to a registry",
        Description = "Sends an image to a registry, or to an archive or directory that a transport's prefix names",
        Usage = "[options] IMAGE [DESTINATION]",
        Examples = "{0} registry:5000/image:tag\n{0} IMAGE docker://registry:5000/image:tag\n{0} IMAGE oci-archive:image.tar",
        Options = static () =>
        [
            Format, Compression, Level, Force, DigestFile, Quiet, .. RegistryFlags.OfTransfers,
            Refused.Switch("compress", "Compress layers in a docker-dir", "Hull saves layers as they came"),
            Refused.Array("encryption-key", "Key to encrypt with", "Hull encrypts no images"),
            Refused.AlwaysOn("disable-content-trust", "Do not sign with Docker's content trust", "Hull has no content trust"),
            Flag.Bool("remove-signatures", Flag.NoShort, "Leave signatures out (there are none)"),
            Refused.Array("encrypt-layer", "Layer to encrypt", "Hull encrypts no images"),
            Refused.Text("sign-by-sq-fingerprint", "Sign with a Sequoia-PGP key", "Hull signs no images"),
            Refused.Text("sign-passphrase-file", "File of the signing key's passphrase", "Hull signs no images"),
            Refused.Text("sign-by", "Sign with a GPG key", "Hull signs no images"),
            Refused.Text("sign-by-sigstore", "Sign with a sigstore parameter file", "Hull signs no images"),
            Refused.Text("sign-by-sigstore-private-key", "Sign with a sigstore key", "Hull signs no images"),
            Refused.Hidden("signature-policy", "Path of a signature policy", "Hull checks no signatures"),
        ],
        Arguments = static invocation => invocation.Arguments.Count is 1 or 2 ? null : "accepts between 1 and 2 arg(s), received " + Shown(invocation.Arguments.Count),
        Run = Run,
    };

    private static async Task<int> Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var image = invocation.Arguments[0];
        var destination = invocation.Arguments.Count > 1 ? invocation.Arguments[1] : null;
        var digest = destination is not null && TransportReference.TryParse(destination, out var transport) && transport.Transport != Transport.Registry
            ? await SaveAsync(context, image, transport).ConfigureAwait(false)
            : await PushAsync(context, image, destination).ConfigureAwait(false);
        if (invocation.Get(DigestFile) is { Length: > 0 } file) await WriteDigest(file, digest).ConfigureAwait(false);
        return ExitCodes.Success;
    }

    private static Task<Digest> PushAsync(CommandContext context, string image, string? destination)
    {
        var (registry, options) = (RegistryFlags.Of(context), OptionsOf(context.Invocation));
        return Transfers.WatchAsync(
            context, context.Invocation.Get(Quiet), transfers => context.Engine.Registries.PushAsync(image, destination, registry, options with { Watcher = transfers.Watch }));
    }

    // An archive's manifest is the image's own; compressing anew is for registries.
    private static async Task<Digest> SaveAsync(CommandContext context, string text, TransportReference target)
    {
        if (OptionsOf(context.Invocation) != new PushOptions()) throw Invalid($"{target}: --format and --compression-* are for registries", "use `hull save --format`");
        if (target.Transport == Transport.Storage) throw Invalid($"{target}: the image is in the store already", "give it another name with `hull tag`");
        var record = context.Engine.Images.Get(text);
        var format = target.Transport switch
        {
            Transport.DockerArchive => SaveFormat.DockerArchive,
            Transport.OciArchive => SaveFormat.OciArchive,
            Transport.OciLayout => SaveFormat.OciDirectory,
            _ => SaveFormat.DockerDirectory,
        };
        ImageReference[] names = ImageName.TryParse(target.Name, out var name) ? [name.AsLocal()] : ImageNames.NameOf(context.Engine, record, text) is { Tag: not null } own ? [own] : [];
        await new SaveImages(context.Engine.Images) { PushedTo = target.ToString() }.ToPathAsync([new SavedImage { Image = record, Names = names }], format, target.Path, CancellationToken.None).ConfigureAwait(false);
        return record.Digest;
    }

    private static PushOptions OptionsOf(Invocation invocation)
    {
        var compression = invocation.Get(Compression) switch
        {
            "" => invocation.Get(Force) ? LayerCompression.Gzip : (LayerCompression?)null,
            "gzip" => LayerCompression.Gzip,
            "zstd" => LayerCompression.Zstd,
            "zstd:chunked" => throw new EngineException(ErrorKind.Unsupported, "--compression-format zstd:chunked is not supported yet: Hull makes no chunks", "use zstd"),
            var other => throw Invalid($"--compression-format: unknown compression {GoQuote.Text(other)}", "use gzip or zstd"),
        };
        var level = invocation.Has(Level) ? (int?)invocation.Get(Level) : null;
        var highest = compression == LayerCompression.Zstd ? 22 : 9;
        if (level < 0 || level > highest) throw Invalid($"--compression-level must be 0 to {Shown(highest)}, is {Shown(level.Value)}", null);
        if (level is not null && compression is null) compression = LayerCompression.Gzip;
        return new PushOptions { ManifestType = TypeOf(invocation.Get(Format)), Compression = compression, CompressionLevel = level };
    }

    private static string? TypeOf(string format) => format switch
    {
        "" => null,
        "oci" => MediaTypes.OciManifest,
        "v2s2" or "docker" => MediaTypes.DockerManifest,
        "v2s1" => throw new EngineException(ErrorKind.Unsupported, "--format v2s1 is not supported: registries have given it up", "use v2s2"),
        _ => throw Invalid($"unknown format {GoQuote.Text(format)}. Choose one of the supported formats: 'oci' or 'v2s2'", null),
    };

    private static async Task WriteDigest(string path, Digest digest)
    {
        try
        {
            await File.WriteAllTextAsync(path, digest.ToString()).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.PermissionDenied, $"--digestfile {path}: {e.Message}", "the image has been pushed", e);
        }
    }

    private static EngineException Invalid(string message, string? hint) => new(ErrorKind.InvalidArgument, message, hint);

    private static string Shown(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
