using System.Text.Json;
using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Engine.Systemwide;
using Hull.Templates;

namespace Hull.Cli.Commands;

/// <summary><c>hull info</c>.</summary>
internal static class InfoCommand
{
    private static readonly Option<string> Format = Flag.Text("format", 'f', "Print as JSON, or by a Go template");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "info",
        Summary = "Tell about the host, the store and the engine",
        Description = "Tells about the host, the programs that are used on it, the store and the engine",
        Examples = "{0}\n{0} --format \"{{.Host.OCIRuntime.Name}}\"",
        Options = static () => [Format],
        Arguments = ArgumentRules.None,
        Run = static context =>
        {
            Print(context);
            return Task.FromResult(ExitCodes.Success);
        },
    };

    private static void Print(CommandContext context)
    {
        var json = JsonSerializer.SerializeToElement(context.Engine.System.Info(), EngineInfo.JsonType);
        var format = context.Invocation.Get(Format);
        if (ReportFormat.IsJson(format)) context.Out.Write(new GoJson(2, escapeHtml: true).Write(json) + "\n");
        else if (context.Invocation.Has(Format)) ReportFormat.ForObject("info", format).Write(context.Out, JsonReport.Value(json, EngineInfo.JsonType));
        else context.Out.Write(YamlText.Write(json) + "\n");
    }
}
