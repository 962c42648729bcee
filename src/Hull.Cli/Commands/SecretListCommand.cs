using System.Text.RegularExpressions;
using Hull.Cli.CommandLine;
using Hull.Cli.Output.Rows;
using Hull.Core;
using Hull.Core.GoSyntax;
using Hull.Engine.Secrets;
using Hull.Templates;

namespace Hull.Cli.Commands;

/// <summary><c>hull secret ls</c>.</summary>
internal static class SecretListCommand
{
    private const string OwnTable = "{{range .}}{{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.CreatedAt}}\t{{.UpdatedAt}}\n{{end -}}";
    private static readonly Option<string[]> Filter = Flag.Array("filter", 'f', "Show the secrets that pass a filter (name=value, id=value)");
    private static readonly Option<string> Format = Flag.Text("format", Flag.NoShort, "Print as JSON, or by a Go template");
    private static readonly Option<bool> NoHeading = Flag.Bool("noheading", 'n', "Print no header line");
    private static readonly Option<bool> Quiet = Flag.Bool("quiet", 'q', "Print ids only");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "ls",
        Aliases = ["list"],
        Summary = "List secrets",
        Description = "Lists the secrets, without what they keep",
        Usage = "[options]",
        Examples = "{0}\n{0} --format \"{{.Name}}\"\n{0} --filter name=db",
        Options = static () => [Filter, Format, NoHeading, Quiet],
        Arguments = ArgumentRules.None,
        Run = static context =>
        {
            Print(context);
            return Task.FromResult(ExitCodes.Success);
        },
    };

    private static void Print(CommandContext context)
    {
        var invocation = context.Invocation;
        var secrets = Passing(context.Engine.Secrets.List(), invocation.Get(Filter)).ToList();
        if (invocation.Get(Quiet) && !invocation.Has(Format))
        {
            foreach (var secret in secrets) context.Out.Write(secret.Id + "\n");
            return;
        }
        var format = invocation.Get(Format);
        var now = context.Clock.GetUtcNow();
        TemplateValue[] rows = [.. secrets.Select(secret => SecretTable.Rows.Value(new SecretRow(secret, now)))];
        if (ReportFormat.IsJson(format))
        {
            context.Out.Write(SecretTable.Json(secrets, now) + "\n");
            return;
        }
        var report = invocation.Has(Format) ? ReportFormat.ForRows("secret ls", format) : ReportFormat.Own("secret ls", OwnTable);
        report.Write(context.Out, rows, invocation.Get(NoHeading) ? null : SecretTable.Headers);
    }

    private static IEnumerable<Secret> Passing(IEnumerable<Secret> secrets, string[] filters)
    {
        var names = new List<Regex>();
        var ids = new List<string>();
        foreach (var filter in filters)
        {
            var equals = filter.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) throw new EngineException(ErrorKind.InvalidArgument, $"invalid filter {GoQuote.Text(filter)}");
            var value = filter[(equals + 1)..];
            switch (filter[..equals])
            {
                case "name": names.Add(Pattern(value)); break;
                case "id": ids.Add(value); break;
                default: throw new EngineException(ErrorKind.InvalidArgument, $"invalid filter {GoQuote.Text(filter[..equals])}");
            }
        }
        return secrets.Where(secret => (names.Count == 0 || names.Exists(name => name.IsMatch(secret.Name)))
            && (ids.Count == 0 || ids.Exists(id => secret.Id.StartsWith(id, StringComparison.Ordinal))));
    }

    private static Regex Pattern(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"filter name={text}: {failure.Message}", inner: failure);
        }
    }
}
