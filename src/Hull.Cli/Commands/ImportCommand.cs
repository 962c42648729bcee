using Hull.Cli.CommandLine;
using Hull.Core;
using Hull.Images.Transports;
using Hull.Oci;

namespace Hull.Cli.Commands;

/// <summary><c>hull import</c>.</summary>
internal static class ImportCommand
{
    private static readonly Option<string[]> Change =
        Flag.Array("change", 'c', "Instruction for the image: CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, ONBUILD, STOPSIGNAL, USER, VOLUME or WORKDIR");

    private static readonly Option<string> Message = Flag.Text("message", 'm', "Message for the image's history");
    private static readonly Option<string> Os = Flag.Text("os", Flag.NoShort, "Operating system of the image");
    private static readonly Option<string> Arch = Flag.Text("arch", Flag.NoShort, "Architecture of the image");
    private static readonly Option<string> Variant = Flag.Text("variant", Flag.NoShort, "Variant of the image's architecture");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "import",
        Summary = "Make an image of a root directory's tar",
        Description = "Makes an image of one layer from the tar of a root directory; - reads standard input",
        Usage = "[options] PATH [REFERENCE]",
        Examples = "{0} rootfs.tar mysystem\ncat rootfs.tar | {0} --message \"first try\" - mysystem\n{0} --change CMD=/bin/sh rootfs.tar",
        Options = static () =>
        [
            Arch, Change, Message, Os, Variant,
            Flag.Bool("quiet", 'q', "Print no progress (there is none)"),
            Refused.Hidden("signature-policy", "Path of a signature policy", "Hull checks no signatures"),
        ],
        Arguments = static invocation => invocation.Arguments.Count switch
        {
            0 => "need to give the path to the tarball, or must specify a tarball of '-' for stdin",
            1 or 2 => null,
            _ => "too many arguments. Usage TARBALL [REFERENCE]",
        },
        Run = Run,
    };

    private static async Task<int> Run(CommandContext context)
    {
        var invocation = context.Invocation;
        var path = invocation.Arguments[0];
        var options = new ImportOptions
        {
            Changes = invocation.Get(Change),
            Message = invocation.Get(Message) is { Length: > 0 } message ? message : null,
            Name = invocation.Arguments.Count > 1 ? ImageNames.New(invocation.Arguments[1]) : null,
            Platform = PlatformOf(invocation),
        };
        var (source, what) = path == "-" ? (context.Streams.RawIn, "standard input") : (OpenFile(path), path);
        await using (source.ConfigureAwait(false))
        {
            var image = await new ImportImage(context.Engine.Images).FromStreamAsync(source, what, options, CancellationToken.None).ConfigureAwait(false);
            context.Out.Write($"sha256:{image.Id}\n");
        }
        return ExitCodes.Success;
    }

    private static Platform? PlatformOf(Invocation invocation)
    {
        if (!invocation.Has(Os) && !invocation.Has(Arch) && !invocation.Has(Variant)) return null;
        return new Platform
        {
            Os = invocation.Get(Os) is { Length: > 0 } os ? os : Platform.Host.Os,
            Architecture = invocation.Get(Arch) is { Length: > 0 } architecture ? architecture : Platform.Host.Architecture,
            Variant = invocation.Get(Variant) is { Length: > 0 } variant ? variant : null,
        };
    }

    private static FileStream OpenFile(string path)
    {
        if (path.StartsWith("http://", StringComparison.Ordinal) || path.StartsWith("https://", StringComparison.Ordinal))
            throw new EngineException(ErrorKind.Unsupported, $"import {path} is not supported yet: Hull downloads nothing", $"curl -sSL {path} | hull import -");
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EngineException(ErrorKind.NotFound, $"import {path}: no such file or directory", inner: failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"import {path}: {failure.Message}", inner: failure);
        }
    }
}
