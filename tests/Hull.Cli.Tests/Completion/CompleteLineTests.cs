using System.Text;
using Hull.Cli.CommandLine;
using Hull.Cli.Commands;
using Hull.Cli.Completion;
using Hull.Cli.Output;

namespace Hull.Cli.Tests.Completion;

public sealed class CompleteLineTests
{
    private static async Task<(string Output, string Error)> Ask(params string[] words)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        Assert.Equal(0, await new Application("hull", new StandardStreams(Stream.Null, output, error)).Run(["__complete", .. words]));
        return (Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    [Theory]
    [InlineData("ps\tList containers\n:4\n", "ps")]
    [InlineData("list\tList containers\n:4\n", "container", "li")]
    [InlineData("--no-trunc\tShow ids and commands whole\n:4\n", "ps", "--no-t")]
    [InlineData("always\n:4\n", "run", "--pull", "a")]
    [InlineData("always\n:4\n", "run", "--pull=a")]
    [InlineData("SIGTERM\n:4\n", "kill", "-s", "SIGTE")]
    [InlineData("TERM\n:4\n", "kill", "--signal", "TE")]
    [InlineData("status=\n:6\n", "ps", "--filter", "sta")]
    [InlineData("status=paused\n:4\n", "ps", "--filter", "status=pa")]
    [InlineData("true\n:4\n", "run", "--rm=t")]
    [InlineData("{{.Host.OCIRuntime.\n:6\n", "info", "--format", "{{.Host.OCI")]
    [InlineData("{{.Client.\n:6\n", "version", "-f", "{{.C")]
    [InlineData("{{.ID}} {{.State.Pid}}\n:6\n", "container", "inspect", "-f", "{{.ID}} {{.State.Pid")]
    [InlineData(":0\n", "run", "--env-file", "")]
    [InlineData(":16\n", "--root", "")]
    [InlineData(":4\n", "run", "--hostname", "")]
    [InlineData(":0\n", "unshare", "")]
    [InlineData(":4\n", "rename", "a", "")]
    [InlineData(":4\n", "rename", "a", "b", "")]
    [InlineData(":4\n", "ps", "")]
    [InlineData(":1\n", "no-such-command", "")]
    [InlineData("bash\n:4\n", "completion", "b")]
    public async Task Answers_without_the_store(string expected, params string[] words) => Assert.Equal(expected, (await Ask(words)).Output);

    [Fact]
    public async Task Tells_the_directive_on_standard_error()
    {
        Assert.Equal("Completion ended with directive: ShellCompDirectiveNoFileComp\n", (await Ask("ps", "")).Error);
        Assert.Equal("Completion ended with directive: ShellCompDirectiveNoSpace, ShellCompDirectiveNoFileComp\n", (await Ask("ps", "-f", "id")).Error);
    }

    [Fact]
    public async Task Offers_an_option_once_unless_it_may_be_repeated()
    {
        Assert.DoesNotContain("--all", (await Ask("ps", "--all", "--")).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("--all", (await Ask("ps", "-qa", "--")).Output, StringComparison.Ordinal);
        Assert.Contains("--env\t", (await Ask("run", "--env", "x", "--")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offers_no_option_where_the_rest_is_the_containers()
    {
        Assert.Equal(":0\n", (await Ask("run", "image", "-")).Output);
        Assert.Equal(":0\n", (await Ask("run", "--", "image", "--")).Output);
    }

    [Fact]
    public void Every_command_answers_for_each_of_its_places()
    {
        foreach (var (path, command) in Rows(CommandTable.Root("hull"), []))
        {
            Assert.NotNull(new ReadUnfinished(CommandTable.Root("hull"), ProgramOptions.Persistent).Run([.. path, "--"]));
            for (var place = 0; place < 4; place++) Assert.NotNull(ArgumentKinds.At(command, place));
        }
    }

    private static IEnumerable<(string[] Path, Command Command)> Rows(Command command, string[] path)
    {
        foreach (var row in command.Subcommands?.Invoke() ?? [])
        {
            string[] here = [.. path, row.Name];
            yield return (here, row);
            foreach (var below in Rows(row, here)) yield return below;
        }
    }
}
