using System.Text.Json;
using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Cli.Output.Rows;
using Hull.Engine.Doctor;
using Hull.Engine.Terminal;
using Hull.Templates;

namespace Hull.Cli.Commands;

/// <summary><c>hull doctor</c>.</summary>
internal static class DoctorCommand
{
    private const int SomethingIsBad = 1;
    private static readonly Option<string> Format = Flag.Text("format", Flag.NoShort, "Print as JSON, or by a Go template");
    private static readonly Option<bool> Quiet = Flag.Bool("quiet", 'q', "Print only what is not good");

    /// <summary>The row of the command table.</summary>
    public static Command Row => new()
    {
        Name = "doctor",
        Summary = "Look for what keeps containers from running on this host",
        Description = "Looks at kernel, user namespaces, subordinate ids, mounts, cgroups, programs, network and configuration, and names the command that "
            + "mends what is not as it should be. Opens no store. The exit code is 1 where something is bad, and 0 with warnings",
        Examples = "{0}\n{0} --quiet\n{0} --format json",
        Options = static () => [Format, Quiet],
        Arguments = ArgumentRules.None,
        Run = static context => Task.FromResult(Run(context)),
    };

    private static int Run(CommandContext context)
    {
        var found = ExamineHost.Run(OpenEngine.OptionsOf(context.Invocation), context.Log);
        var code = found.Any(static finding => finding.State == FindingState.Bad) ? SomethingIsBad : ExitCodes.Success;
        Finding[] shown = context.Invocation.Get(Quiet) ? [.. found.Where(static finding => finding.State != FindingState.Good)] : [.. found];
        var format = context.Invocation.Get(Format);
        if (ReportFormat.IsJson(format))
            context.Out.Write(new GoJson(4, escapeHtml: false).Write(JsonSerializer.SerializeToElement(shown, DoctorJson.Default.IReadOnlyListFinding)) + "\n");
        else if (context.Invocation.Has(Format))
            ReportFormat.ForRows("doctor", format).Write(context.Out, [.. shown.Select(FindingTable.Rows.Value)], FindingTable.Headers);
        else Print(context.Out, shown, AttachedTerminal.IsTerminal(StandardStreams.OutputHandle));
        return code;
    }

    private static void Print(TextWriter to, Finding[] shown, bool isColoured)
    {
        FindingTable.Write(to, shown, isColoured);
        string[] mends = [.. shown.Select(static finding => finding.Mend).OfType<string>().Distinct()];
        if (mends.Length == 0) return;
        to.Write("\nTo mend it:\n");
        for (var i = 0; i < mends.Length; i++) to.Write($"{i + 1,3}. {mends[i]}\n");
    }
}
