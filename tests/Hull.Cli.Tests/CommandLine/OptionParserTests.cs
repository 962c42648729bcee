using Hull.Cli.CommandLine;
using Hull.Core;

namespace Hull.Cli.Tests.CommandLine;

public sealed class OptionParserTests
{
    private static readonly Option<bool> All = Flag.Bool("all", 'a', "All");
    private static readonly Option<bool> Tty = Flag.Bool("tty", 't', "Terminal");
    private static readonly Option<bool> Proxy = Flag.Bool("sig-proxy", Flag.NoShort, "Proxy", fallback: true);
    private static readonly Option<bool?> Verify = Flag.OptionalBool("tls-verify", Flag.NoShort, "Verify");
    private static readonly Option<string> Name = Flag.Text("name", 'n', "Name");
    private static readonly Option<string[]> Env = Flag.Array("env", 'e', "Env");
    private static readonly Option<string[]> Caps = Flag.Slice("cap-add", Flag.NoShort, "Caps");
    private static readonly Option<long> Last = Flag.Int("last", 'l', "Last", -1);
    private static readonly Option<ulong> Shares = Flag.UInt("shares", 'c', "Shares");
    private static readonly Option<ulong[]> Descriptors = Flag.UIntSlice("fd", Flag.NoShort, "Descriptors");
    private static readonly Option<double> Cpus = Flag.Float("cpus", Flag.NoShort, "CPUs");
    private static readonly Option<long> Interval = Flag.Duration("interval", Flag.NoShort, "Interval");
    private static readonly Option<long> Verbose = Flag.Count("verbose", 'v', "Verbose");
    private static readonly Option<string> Optional =
        new("color", Flag.NoShort, "string", "Color", "never", ValueReaders.ReadText) { ValueWhenBare = "always", Aliases = ["colour"] };

    private static readonly OptionTable Table = new(
        [All, Tty, Proxy, Verify, Name, Env, Caps, Last, Shares, Descriptors, Cpus, Interval, Verbose, Optional], ProgramOptions.Persistent);

    private static ParsedOptions Parse(string[] args, bool interspersed = true)
    {
        var parsed = new ParsedOptions();
        new OptionParser(Table, parsed, "hull try").ReadAll(args, 0, interspersed);
        return parsed;
    }

    private static EngineException Refusal(params string[] args)
    {
        var refusal = Assert.Throws<EngineException>(() => Parse(args));
        Assert.Equal(ErrorKind.InvalidArgument, refusal.Kind);
        return refusal;
    }

    [Theory]
    [InlineData("-n=a")]
    [InlineData("-na")]
    [InlineData("-n", "a")]
    [InlineData("--name=a")]
    [InlineData("--name", "a")]
    [InlineData("-ta", "-n", "a")]
    [InlineData("-tana")]
    [InlineData("-tan=a")]
    [InlineData("--name", "b", "--name", "a")]
    public void Reads_text_in_every_form(params string[] args) => Assert.Equal("a", Parse(args).Get(Name));

    [Theory]
    [InlineData(new[] { "-n=" }, "=")]
    [InlineData(new[] { "--name=" }, "")]
    [InlineData(new[] { "--name", "" }, "")]
    [InlineData(new[] { "--name", "--all" }, "--all")]
    [InlineData(new[] { "--name", "--" }, "--")]
    [InlineData(new[] { "--name=a=b" }, "a=b")]
    [InlineData(new[] { "-n", "-" }, "-")]
    public void Takes_values_as_pflag_does(string[] args, string expected) => Assert.Equal(expected, Parse(args).Get(Name));

    [Fact]
    public void Reads_grouped_switches()
    {
        var parsed = Parse(["-at"]);
        Assert.True(parsed.Get(All));
        Assert.True(parsed.Get(Tty));
    }

    [Fact]
    public void A_switch_takes_a_value_only_after_an_equals_sign()
    {
        var parsed = Parse(["--all=false", "--tty", "false", "--sig-proxy=0"]);
        Assert.False(parsed.Get(All));
        Assert.True(parsed.Get(Tty));
        Assert.False(parsed.Get(Proxy));
        Assert.Equal(["false"], parsed.Arguments);
    }

    [Fact]
    public void A_switch_that_is_not_given_keeps_its_default()
    {
        var parsed = Parse([]);
        Assert.True(parsed.Get(Proxy));
        Assert.False(parsed.Has(Proxy));
        Assert.Null(parsed.Get(Verify));
        Assert.Equal(-1, parsed.Get(Last));
    }

    [Fact]
    public void A_switch_of_three_states_knows_that_it_was_given()
    {
        Assert.True(Parse(["--tls-verify"]).Get(Verify));
        Assert.False(Parse(["--tls-verify=false"]).Get(Verify));
    }

    [Fact]
    public void An_array_keeps_commas_and_a_slice_splits_at_them()
    {
        var parsed = Parse(["-e", "A=1,2", "-eB=3", "--env=C", "--cap-add", "x,y", "--cap-add=z"]);
        Assert.Equal(["A=1,2", "B=3", "C"], parsed.Get(Env));
        Assert.Equal(["x", "y", "z"], parsed.Get(Caps));
    }

    [Fact]
    public void Reads_numbers()
    {
        var parsed = Parse(["-l", "0x10", "-c1_000", "--fd", "3,4", "--fd=5", "--cpus", "1.5", "--interval", "1m", "-vvv", "-v=5", "-v"]);
        Assert.Equal(16, parsed.Get(Last));
        Assert.Equal(1000UL, parsed.Get(Shares));
        Assert.Equal([3UL, 4UL, 5UL], parsed.Get(Descriptors));
        Assert.Equal(1.5, parsed.Get(Cpus));
        Assert.Equal(60_000_000_000, parsed.Get(Interval));
        Assert.Equal(6, parsed.Get(Verbose));
    }

    [Theory]
    [InlineData("always", "--color")]
    [InlineData("always", "--colour")]
    [InlineData("red", "--color=red")]
    [InlineData("always", "--color", "red")]
    public void An_optional_value_stands_after_an_equals_sign_only(string expected, params string[] args) =>
        Assert.Equal(expected, Parse(args).Get(Optional));

    [Theory]
    [InlineData(true, new[] { "x", "-a", "y" }, new[] { "x", "y" }, true, null)]
    [InlineData(false, new[] { "x", "-a", "y" }, new[] { "x", "-a", "y" }, false, null)]
    [InlineData(false, new[] { "-a", "x", "--foo" }, new[] { "x", "--foo" }, true, null)]
    [InlineData(false, new[] { "-a", "--", "-x", "--foo" }, new[] { "-x", "--foo" }, true, 0)]
    [InlineData(true, new[] { "x", "--", "-a", "--" }, new[] { "x", "-a", "--" }, false, 1)]
    [InlineData(true, new[] { "-a", "--" }, new string[0], true, 0)]
    [InlineData(true, new[] { "-", "-a" }, new[] { "-" }, true, null)]
    [InlineData(true, new[] { "", "-a" }, new[] { "" }, true, null)]
    public void Parts_options_from_arguments(bool interspersed, string[] args, string[] arguments, bool all, int? beforeDashes)
    {
        var parsed = Parse(args, interspersed);
        Assert.Equal(arguments, parsed.Arguments);
        Assert.Equal(all, parsed.Get(All));
        Assert.Equal(beforeDashes, parsed.ArgumentsBeforeDashes);
    }

    [Theory]
    [InlineData("unknown flag: --foo", "--foo")]
    [InlineData("unknown flag: --foo", "--foo=1")]
    [InlineData("unknown shorthand flag: 'x' in -xa", "-xa")]
    [InlineData("unknown shorthand flag: 'x' in -x", "-ax")]
    [InlineData("flag needs an argument: --name", "--name")]
    [InlineData("flag needs an argument: 'n' in -n", "-an")]
    [InlineData("bad flag syntax: ---a", "---a")]
    [InlineData("bad flag syntax: --=a", "--=a")]
    [InlineData("invalid argument \"x\" for \"-a, --all\" flag: strconv.ParseBool: parsing \"x\": invalid syntax", "--all=x")]
    [InlineData("invalid argument \"x\" for \"--cpus\" flag: strconv.ParseFloat: parsing \"x\": invalid syntax", "--cpus", "x")]
    [InlineData("invalid argument \"1,x\" for \"--fd\" flag: strconv.ParseUint: parsing \"x\": invalid syntax", "--fd=1,x")]
    [InlineData("invalid argument \"x\" for \"-v, --verbose\" flag: strconv.ParseInt: parsing \"x\": invalid syntax", "-v=x")]
    [InlineData("invalid argument \"x\" for \"--tls-verify\" flag: strconv.ParseBool: parsing \"x\": invalid syntax", "--tls-verify=x")]
    [InlineData("invalid argument \"a\\\"\" for \"--cap-add\" flag: parse error on line 1, column 2: bare \" in non-quoted-field", "--cap-add", "a\"")]
    public void Refuses_in_pflags_words(string expected, params string[] args) =>
        Assert.Equal(expected, Refusal(args).Message);

    [Theory]
    [InlineData("--nmae", "did you mean --name? See 'hull try --help'")]
    [InlineData("--capadd", "did you mean --cap-add? See 'hull try --help'")]
    [InlineData("--inter", "did you mean --interval? See 'hull try --help'")]
    [InlineData("--log-lvl", "did you mean --log-level? See 'hull try --help'")]
    [InlineData("--nothing-like-it", "see 'hull try --help'")]
    [InlineData("--name", "see 'hull try --help'")]
    public void Hints_at_the_nearest_option(string typed, string hint) => Assert.Equal(hint, Refusal(typed).Hint);

    [Fact]
    public void The_letter_h_asks_for_help_where_no_row_has_it()
    {
        var parser = new OptionParser(Table, new ParsedOptions(), "hull try");
        parser.ReadAll(["-ah", "--nonsense"], 0, interspersed: true);
        Assert.True(parser.WantsHelp);
    }
}
