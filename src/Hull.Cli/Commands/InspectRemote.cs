using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Engine.Registries;
using Hull.Templates;

namespace Hull.Cli.Commands;

/// <summary><c>hull image inspect docker://IMAGE</c>: an image where it lies, as skopeo shows it.</summary>
internal static class InspectRemote
{
    private const string Prefix = "docker://";

    private static readonly Option<bool> Raw = Flag.Bool("raw", Flag.NoShort, "Print the manifest of an image on a registry (docker://) as it is");
    private static readonly Option<bool> Config = Flag.Bool("config", Flag.NoShort, "Print the configuration of an image on a registry (docker://) as it is");

    /// <summary>The rows that it has beside inspect's own.</summary>
    public static Option[] Options => [Raw, Config, .. RegistryFlags.OfTransfers];

    /// <summary>Whether names are those of images on registries.</summary>
    /// <exception cref="EngineException">InvalidArgument: some are and some are not, or an option is for those only.</exception>
    public static bool IsMeant(Invocation invocation)
    {
        var remote = invocation.Arguments.Count(name => name.StartsWith(Prefix, StringComparison.Ordinal));
        if (remote > 0 && remote < invocation.Arguments.Count) throw Invalid("names with docker:// and without cannot be mixed");
        if (remote == 0 && (invocation.Get(Raw) || invocation.Get(Config))) throw Invalid("--raw and --config are for docker://IMAGE");
        if (invocation.Get(Raw) && invocation.Get(Config)) throw Invalid("--raw and --config cannot be used together");
        return remote > 0;
    }

    /// <summary>Prints them.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="format">JSON, or a Go template.</param>
    public static async Task<int> RunAsync(CommandContext context, string format)
    {
        var registry = RegistryFlags.Of(context);
        foreach (var name in context.Invocation.Arguments)
        {
            if (context.Invocation.Get(Raw)) Write(context, await context.Engine.Registries.ManifestAsync(name, registry).ConfigureAwait(false));
            else if (context.Invocation.Get(Config)) Write(context, await context.Engine.Registries.ConfigAsync(name, null, registry).ConfigureAwait(false));
            else
            {
                var told = await context.Engine.Registries.InspectAsync(name, null, registry).ConfigureAwait(false);
                if (format.Length == 0 || ReportFormat.IsJson(format)) context.Out.Write(new GoJson(4, escapeHtml: false).Write(told.ToJson()) + "\n");
                else ReportFormat.ForRows("inspect", format).Write(context.Out, [JsonReport.Value(told.ToJson(), InspectedRemoteImage.JsonType)], headers: null);
            }
        }
        return ExitCodes.Success;
    }

    private static void Write(CommandContext context, ReadOnlyMemory<byte> document)
    {
        context.Out.Flush();
        context.Streams.RawOut.Write(document.Span);
        context.Streams.RawOut.Flush();
    }

    private static EngineException Invalid(string message) => new(ErrorKind.InvalidArgument, message);
}
