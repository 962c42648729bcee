using System.Globalization;
using System.Text.Json;
using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Engine.Secrets;
using Hull.Templates;

namespace Hull.Cli.Commands;

/// <summary><c>hull secret inspect</c>.</summary>
internal static class SecretInspectCommand
{
    private static readonly Option<string> Format = Flag.Text("format", 'f', "Print as JSON, or by a Go template");
    private static readonly Option<bool> Pretty = Flag.Bool("pretty", Flag.NoShort, "Print for a person to read");
    private static readonly Option<bool> ShowSecret = Flag.Bool("showsecret", Flag.NoShort, "Tell what the secret keeps");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "inspect",
        Summary = "Tell all about one or more secrets",
        Description = "Tells all there is to tell of secrets; what they keep, only if asked",
        Usage = "[options] SECRET [SECRET...]",
        Examples = "{0} mysecret\n{0} --format \"{{.Spec.Name}} {{.Spec.Labels}}\" mysecret",
        Options = static () => [Format, Pretty, ShowSecret],
        Arguments = ArgumentRules.AtLeast(1),
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var failures = new Failures();
        var found = new List<InspectedSecret>();
        foreach (var name in context.Invocation.Arguments)
        {
            failures.Attempt(() =>
            {
                if (context.Engine.Secrets.Find(name) is null)
                    throw new EngineException(ErrorKind.NotFound, $"inspecting secret: no secret with name or id \"{name}\": no such secret");
                found.Add(context.Engine.Secrets.Inspect(name, context.Invocation.Get(ShowSecret)));
            });
        }
        failures.Attempt(() => Print(context, found));
        context.Out.Flush();
        return failures.Report(context.Error, static _ => ExitCodes.EngineFailed);
    }

    private static void Print(CommandContext context, List<InspectedSecret> found)
    {
        var format = context.Invocation.Get(Format);
        if (context.Invocation.Get(Pretty)) found.ForEach(secret => PrintPretty(context.Out, secret));
        else if (format.Length == 0 || ReportFormat.IsJson(format))
        {
            JsonElement[] elements = [.. found.Select(static secret => secret.ToJson())];
            context.Out.Write(new GoJson(4, escapeHtml: true).WriteArray(elements) + "\n");
        }
        else ReportFormat.ForRows("inspect", format).Write(context.Out, [.. found.Select(static secret => JsonReport.Value(secret.ToJson(), InspectedSecret.JsonType))], headers: null);
    }

    private static void PrintPretty(TextWriter to, InspectedSecret secret)
    {
        to.Write($"ID:              {secret.Id}\nName:              {secret.Spec.Name}\n");
        if (secret.Spec.Labels.Count > 0) to.Write("Labels:\n");
        foreach (var (name, value) in secret.Spec.Labels) to.Write($" - {name}={value}\n");
        to.Write($"Driver:            {secret.Spec.Driver.Name}\nCreated at:        {Time(secret.CreatedAt)}\nUpdated at:        {Time(secret.UpdatedAt)}\n");
        if (secret.SecretData is { } data) to.Write($"Secret Data:       {data}\n");
    }

    // As Go prints a time.
    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + " +0000 UTC";
}
