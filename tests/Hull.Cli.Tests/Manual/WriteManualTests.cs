using Hull.Cli.CommandLine;
using Hull.Cli.Commands;
using Hull.Cli.Manual;

namespace Hull.Cli.Tests.Manual;

public sealed class WriteManualTests
{
    private static readonly IReadOnlyDictionary<string, string> Pages = new WriteManual(CommandTable.Root("hull")).Pages();

    [Fact]
    public void A_page_tells_all_that_the_row_tells()
    {
        var row = new Command
        {
            Name = "do",
            Aliases = ["make"],
            Summary = "Do a thing",
            Description = ".Does -x `it'",
            Usage = "[options] THING",
            Examples = "{0} -n a\\b",
            Options = static () =>
            [
                Flag.Bool("all", 'a', "Take all"),
                Flag.Text("size", Flag.NoShort, "Size of `BYTES` bytes", "64m"),
                Flag.Array("env", 'e', "Set a variable"),
                Refused.Text("odd", "Be odd", "nothing is odd"),
                Refused.Hidden("secret", "Hidden", "x"),
            ],
        };
        Assert.Equal("""
            .TH "HULL\-DO" "1" "" "hull 0.1.0" "Containers"
            .ad l
            .SH NAME
            hull\-do \- Do a thing
            .SH SYNOPSIS
            .PP
            \fBhull do\fR [options] THING
            .PP
            \fBhull thing do\fR [options] THING
            .PP
            \fBhull make\fR [options] THING
            .SH DESCRIPTION
            .PP
            \&.Does \-x \(gait\(aq.
            .SH OPTIONS
            .TP
            \fB\-\-all\fR, \fB\-a\fR
            Take all.
            .TP
            \fB\-\-env\fR, \fB\-e\fR=\fIstring\fR
            Set a variable. This option may be given several times.
            .TP
            \fB\-\-odd\fR=\fIstring\fR
            Be odd.
            .br
            Not supported: nothing is odd.
            .TP
            \fB\-\-size\fR=\fIBYTES\fR
            Size of BYTES bytes. The default is \fB"64m"\fR.
            .SH EXAMPLES
            .PP
            .RS 4
            .nf
            $ hull do \-n a\eb
            .fi
            .RE
            .SH SEE ALSO
            \fBhull\fR(1)

            """, new ManualPage(row, "hull do", ["hull thing do"]).Write());
    }

    [Fact]
    public void Each_command_has_a_page() => Assert.Empty(Paths(CommandTable.Root("hull"), "hull").Select(path => path.Replace(' ', '-') + ".1").Except(Pages.Keys));

    [Fact]
    public void A_command_of_two_places_has_one_page_that_names_both()
    {
        Assert.Equal(".so man1/hull-run.1\n", Pages["hull-container-run.1"]);
        Assert.Contains("\\fBhull container run\\fR", Pages["hull-run.1"], StringComparison.Ordinal);
        Assert.Equal(".so man1/hull-ps.1\n", Pages["hull-container-list.1"]);
    }

    [Fact]
    public void No_line_is_taken_for_a_request_by_mistake()
    {
        string[] requests = [".TH", ".SH", ".ad", ".PP", ".TP", ".br", ".RS", ".RE", ".nf", ".fi", ".so"];
        foreach (var (name, page) in Pages)
            Assert.All(page.Split('\n').Where(static line => line.StartsWith('.') || line.StartsWith('\'')), line => Assert.True(requests.Contains(line.Split(' ')[0]), $"{name}: {line}"));
    }

    private static IEnumerable<string> Paths(Command command, string path) => (command.Subcommands?.Invoke() ?? [])
        .Where(static row => !row.Hidden && row.Name != "help")
        .SelectMany(row => Paths(row, $"{path} {row.Name}").Prepend($"{path} {row.Name}"));
}
