using System.Text.Json;
using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Engine.Systemwide;
using Hull.Templates;

namespace Hull.Cli.Commands;

/// <summary><c>hull version</c>.</summary>
internal static class VersionCommand
{
    private static readonly Option<string> Format = Flag.Text("format", 'f', "Print as JSON, or by a Go template");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "version",
        Summary = "Print the version",
        Description = "Prints the version of this program",
        Examples = "{0}\n{0} --format \"{{.Client.Version}}\"",
        Options = static () => [Format],
        Arguments = ArgumentRules.None,
        Run = static context =>
        {
            Print(context, SystemVerbs.Version(context.Clock));
            return Task.FromResult(ExitCodes.Success);
        },
    };

    private static void Print(CommandContext context, VersionReport version)
    {
        var format = context.Invocation.Get(Format);
        if (!context.Invocation.Has(Format))
        {
            PrintTable(context.Out, version.Client);
            return;
        }
        var json = JsonSerializer.SerializeToElement(version, VersionReport.JsonType);
        if (ReportFormat.IsJson(format)) context.Out.Write(new GoJson(0, escapeHtml: true).Write(json) + "\n");
        else PrintByTemplate(context, format, json);
    }

    private static void PrintByTemplate(CommandContext context, string format, JsonElement json)
    {
        var output = new StringWriter();
        try
        {
            ReportFormat.ForObject("version", format).Write(output, JsonReport.Value(json, VersionReport.JsonType));
        }
        catch (EngineException)
        {
            // Podman's rule: a template that does not fit, .Server.Version without a server or .Version, is tried on the client alone.
            output = new StringWriter();
            var client = JsonReport.Value(json.GetProperty("Client"), VersionReport.JsonType.Options.GetTypeInfo(typeof(InfoVersion)));
            ReportFormat.ForObject("version", format.Replace(".Server.", ".", StringComparison.Ordinal)).Write(output, client);
        }
        context.Out.Write(output.ToString());
    }

    private static void PrintTable(TextWriter to, InfoVersion version)
    {
        to.Write("Client:       Hull Engine\n");
        to.Write($"Version:      {version.Version}\n");
        to.Write($"API Version:  {version.ApiVersion}\n");
        to.Write($"Go Version:   {version.GoVersion}\n");
        if (version.GitCommit.Length > 0) to.Write($"Git Commit:   {version.GitCommit}\n");
        to.Write($"Built:        {version.BuiltTime}\n");
        to.Write($"OS/Arch:      {version.OsArch}\n");
    }
}
