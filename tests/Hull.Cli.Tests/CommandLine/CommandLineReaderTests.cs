using Hull.Cli.CommandLine;
using Hull.Core;

namespace Hull.Cli.Tests.CommandLine;

public sealed class CommandLineReaderTests
{
    private static readonly Option<bool> All = Flag.Bool("all", 'a', "All");
    private static readonly Option<string> Hostname = Flag.Text("hostname", 'h', "Hostname");
    private static readonly Option<string> Pod = new("pod", Flag.NoShort, "string", "Pod", "", ValueReaders.ReadText) { Unsupported = "Hull has no pods", Harmless = [""] };

    private static readonly Command Ps = new() { Name = "ps", Aliases = ["ls"], Summary = "List", Options = static () => [All], Arguments = ArgumentRules.None };
    private static readonly Command Run = new()
    {
        Name = "run",
        Summary = "Run",
        Options = static () => [All, Hostname, Pod],
        Arguments = ArgumentRules.AtLeast(1),
        Interspersed = false,
    };

    private static readonly Command Root = new()
    {
        Name = "hull",
        Summary = "Root",
        Options = static () => ProgramOptions.All,
        Subcommands = static () =>
        [
            Ps, Run,
            new Command { Name = "container", Summary = "Group", Subcommands = static () => [Ps, Run] },
            new Command { Name = "secretive", Summary = "Hidden", Hidden = true },
        ],
    };

    private static Invocation Read(params string[] args) => new CommandLineReader(Root, ProgramOptions.Persistent).Read("hull", args);

    private static string Refusal(params string[] args) => Assert.Throws<EngineException>(() => Read(args)).Message;

    [Theory]
    [InlineData("hull ps", "ps")]
    [InlineData("hull ps", "ls")]
    [InlineData("hull container ps", "container", "ps")]
    [InlineData("hull container ps", "container", "--root", "/x", "ls")]
    [InlineData("hull container run", "--root=/x", "container", "run", "image")]
    [InlineData("hull", "--root", "/x")]
    [InlineData("hull container", "container")]
    [InlineData("hull ps", "--", "ps")]
    public void Walks_to_the_command(string path, params string[] args) => Assert.Equal(path, Read(args).Path);

    [Theory]
    [InlineData("--root", "/x", "ps")]
    [InlineData("ps", "--root", "/x")]
    [InlineData("container", "--root=/x", "ps")]
    [InlineData("--root", "/y", "container", "--root", "/z", "ps", "--root", "/x")]
    public void The_programs_options_stand_before_and_after_the_command(params string[] args) =>
        Assert.Equal("/x", Read(args).Get(ProgramOptions.Root));

    [Fact]
    public void All_after_the_image_belongs_to_the_container()
    {
        var invocation = Read("run", "-a", "image", "-a", "--root", "--", "x");
        Assert.Equal(["image", "-a", "--root", "--", "x"], invocation.Arguments);
        Assert.False(invocation.Has(ProgramOptions.Root));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("ps", "--help")]
    [InlineData("ps", "-h")]
    [InlineData("ps", "-ah")]
    [InlineData("ps", "x", "--help")]
    [InlineData("--help", "ps")]
    [InlineData("container", "--help")]
    [InlineData("run", "--help")]
    [InlineData("run", "--pod", "x", "--help")]
    public void Help_goes_before_the_rules(params string[] args) => Assert.True(Read(args).WantsHelp);

    [Fact]
    public void A_command_may_use_the_letter_h_for_itself()
    {
        var invocation = Read("run", "-h", "name", "image");
        Assert.Equal("name", invocation.Get(Hostname));
        Assert.False(invocation.WantsHelp);
    }

    [Theory]
    [InlineData("unrecognized command `hull foo`", "foo")]
    [InlineData("unrecognized command `hull rn`", "rn")]
    [InlineData("unrecognized command `hull container pps`", "container", "pps")]
    [InlineData("unrecognized command `hull secretiv`", "secretiv")]
    [InlineData("`hull ps` takes no arguments", "ps", "x")]
    [InlineData("`hull container ps` takes no arguments", "container", "ps", "x")]
    [InlineData("requires at least 1 arg(s), only received 0", "run")]
    [InlineData("unknown flag: --foo", "--foo", "ps")]
    [InlineData("unknown flag: --foo", "ps", "--foo")]
    [InlineData("unknown flag: --url", "ps", "--url", "x")]
    [InlineData("--url is not supported yet: Hull works on this machine only", "--url", "x", "ps")]
    [InlineData("--pod is not supported yet: Hull has no pods", "run", "--pod", "x", "image")]
    public void Refuses_in_Podmans_words(string expected, params string[] args) => Assert.Equal(expected, Refusal(args));

    [Theory]
    [InlineData("did you mean run or ps? See 'hull --help'", "rn")]
    [InlineData("did you mean ps? See 'hull container --help'", "container", "pps")]
    [InlineData("see 'hull --help'", "secretiv")]
    public void Hints_at_the_nearest_command(string hint, params string[] args) => Assert.Equal(hint, Assert.Throws<EngineException>(() => Read(args)).Hint);

    [Theory]
    [InlineData("run", "--pod", "", "image")]
    [InlineData("--remote=false", "ps")]
    [InlineData("--storage-driver", "overlay", "ps")]
    public void Takes_what_asks_for_nothing(params string[] args) => Assert.NotEqual("hull", Read(args).Path);

    [Fact]
    public void Finds_commands_for_help()
    {
        var reader = new CommandLineReader(Root, ProgramOptions.Persistent);
        Assert.Equal("hull container run", reader.Find("hull", ["container", "run"]).Path);
        Assert.Equal("hull", reader.Find("hull", []).Path);
        Assert.Throws<EngineException>(() => reader.Find("hull", ["container", "foo"]));
        Assert.Throws<EngineException>(() => reader.Find("hull", ["ps", "foo"]));
    }

    [Theory]
    [InlineData("accepts at most 1 arg(s), received 2", 1)]
    [InlineData("accepts 1 arg(s), received 2", 2)]
    [InlineData("accepts between 3 and 4 arg(s), received 2", 3)]
    [InlineData("accepts between 0 and 1 arg(s), received 2", 4)]
    public void Counts_arguments(string expected, int rule)
    {
        var rules = new[] { ArgumentRules.AtMost(1), ArgumentRules.Exactly(1), ArgumentRules.Between(3, 4), ArgumentRules.Between(0, 1) };
        var parsed = new ParsedOptions();
        parsed.Arguments.AddRange(["a", "b"]);
        Assert.Equal(expected, rules[rule - 1](new Invocation(Ps, "hull ps", parsed, WantsHelp: false)));
        Assert.Null(ArgumentRules.Exactly(2)(new Invocation(Ps, "hull ps", parsed, WantsHelp: false)));
        Assert.Null(ArgumentRules.AtMost(2)(new Invocation(Ps, "hull ps", parsed, WantsHelp: false)));
        Assert.Null(ArgumentRules.Between(1, 2)(new Invocation(Ps, "hull ps", parsed, WantsHelp: false)));
        Assert.Null(ArgumentRules.Any(new Invocation(Ps, "hull ps", parsed, WantsHelp: false)));
    }
}
