using System.Text;
using Hull.Cli.Output;

namespace Hull.Cli.Tests;

public sealed class ApplicationTests
{
    private static async Task<(int Code, string Output, string Error)> Run(string program, params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        var code = await new Application(program, new StandardStreams(Stream.Null, output, error)).Run(args);
        return (code, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    [Theory]
    [InlineData("hull", "hull version 0.1.0\n")]
    [InlineData("podman", "podman version 0.1.0\n")]
    [InlineData("docker", "Docker version 0.1.0, build hull\n")]
    public async Task Prints_its_version_under_the_name_it_was_called_by(string program, string expected)
    {
        Assert.Equal((0, expected, ""), await Run(program, "--version"));
        Assert.Equal((0, expected, ""), await Run(program, "-v"));
        Assert.Equal((0, expected, ""), await Run(program, "--log-level", "debug", "--version"));
    }

    [Fact]
    public async Task Alone_it_prints_help_and_says_what_is_missing()
    {
        var (code, output, error) = await Run("hull");
        Assert.Equal(125, code);
        Assert.StartsWith("Manage containers and images\n\nUsage:\n  hull [options] [command]\n", output, StringComparison.Ordinal);
        Assert.Equal("Error: missing command 'hull COMMAND'\n", error);
        Assert.Equal("Error: missing command 'hull container COMMAND'\n", (await Run("hull", "container")).Error);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("help")]
    [InlineData("-h")]
    public async Task Prints_its_help(params string[] args)
    {
        var (code, output, error) = await Run("hull", args);
        Assert.Equal((0, ""), (code, error));
        Assert.Contains("\nAvailable Commands:\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_has_help_with_usage_and_options_in_order()
    {
        foreach (var path in await Paths([]))
        {
            var (code, output, error) = await Run("hull", [.. path, "--help"]);
            Assert.Equal((0, ""), (code, error));
            Assert.Contains($"\nUsage:\n  hull {string.Join(' ', path)}", output, StringComparison.Ordinal);
            Assert.Equal((0, output, ""), await Run("hull", ["help", .. path]));
            Assert.DoesNotContain("{0}", output, StringComparison.Ordinal);
            Assert.All(output.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
        }
    }

    [Theory]
    [InlineData("Error: unrecognized command `hull frobnicate`\nSee 'hull --help'\n", "frobnicate")]
    [InlineData("Error: unrecognized command `hull frobnicate`\nSee 'hull --help'\n", "help", "frobnicate")]
    [InlineData("Error: unknown flag: --invalid\nSee 'hull --help'\n", "bad", "--invalid")]
    [InlineData("Error: unrecognized command `hull pod`: this version of hull does not have it yet\nSee 'hull --help'\n", "pod", "create", "--name", "x")]
    [InlineData("Error: flag needs an argument: 'h' in -h\nSee 'hull run --help'\n", "run", "-h")]
    [InlineData("Error: unknown flag: --al\nHint: did you mean --all? See 'hull ps --help'\n", "ps", "--al")]
    [InlineData("Error: unable to open file for standard output: /does/not/exist: Could not find a part of the path '/does/not/exist'.\n", "--out", "/does/not/exist", "ps")]
    [InlineData("Error: --remote is not supported yet: Hull works on this machine only\n", "-r", "ps")]
    [InlineData("Error: `hull ps` takes no arguments\n", "ps", "x")]
    [InlineData("Error: requires at least 1 arg(s), only received 0\n", "run")]
    [InlineData("Error: last and latest are mutually exclusive\n", "ps", "-l", "-n", "1")]
    [InlineData("Error: quiet conflicts with size and namespace\n", "ps", "-qs")]
    [InlineData("Error: size and namespace options conflict\n", "ps", "-s", "--ns")]
    [InlineData("Error: the watch and latest flags cannot be used together\n", "ps", "-l", "-w", "1")]
    [InlineData("Error: you must provide at least one name or id\n", "rm")]
    [InlineData("Error: --all and --latest cannot be used together\n", "stop", "-al")]
    [InlineData("Error: --all, --latest, and --cidfile cannot be used together\n", "kill", "-a", "--cidfile", "x")]
    [InlineData("Error: no arguments are needed with --all\n", "rm", "-a", "x")]
    [InlineData("Error: --latest and containers cannot be used together\n", "rm", "-l", "x")]
    [InlineData("Error: no arguments are needed with --latest or --cidfile\n", "rm", "--cidfile", "x", "y")]
    [InlineData("Error: --filter takes no arguments\n", "rm", "--filter", "name=x", "y")]
    [InlineData("Error: --force option must be specified to use the --time option\n", "rm", "-t", "1", "x")]
    [InlineData("Error: start requires at least one argument\n", "start")]
    [InlineData("Error: you cannot start and attach multiple containers at once\n", "start", "-a", "x", "y")]
    [InlineData("Error: you cannot start and attach all containers at once\n", "start", "-a", "--all")]
    [InlineData("Error: either start all containers or the container(s) provided in the arguments\n", "start", "--all", "x")]
    [InlineData("Error: you cannot use sig-proxy without --attach: invalid argument\n", "start", "--sig-proxy", "x")]
    [InlineData("Error: attach requires the name or id of one running container or the latest flag\n", "attach")]
    [InlineData("Error: --latest and containers cannot be used together\n", "attach", "-l", "x")]
    [InlineData("Error: exec requires the name or ID of a container or the --latest or --cidfile flag\n", "exec")]
    [InlineData("Error: must provide a non-empty command to start an exec session: invalid argument\n", "exec", "x")]
    [InlineData("Error: --latest and --cidfile can not be used together\n", "exec", "-l", "--cidfile", "x", "y")]
    [InlineData("Error: \"hull wait\" requires a name, id, or the \"--latest\" flag\n", "wait")]
    [InlineData("Error: time: invalid duration \"x\"\n", "wait", "-i", "x", "y")]
    [InlineData("Error: unknown container state: happy: invalid argument\n", "wait", "--condition", "happy", "x")]
    [InlineData("Error: image name or ID must be specified\n", "rmi")]
    [InlineData("Error: when using the --all switch, you may not pass any images names or IDs\n", "rmi", "-a", "x")]
    [InlineData("Error: cannot specify an image and a filter(s)\n", "images", "-f", "id=x", "y")]
    [InlineData("Error: accepts at most 1 arg(s), received 2\n", "images", "x", "y")]
    [InlineData("Error: need at least 1 argument\n", "save")]
    [InlineData("Error: format value must be one of oci-archive oci-dir docker-dir docker-archive\n", "save", "--format", "x", "y")]
    [InlineData("Error: invalid filename (should not contain ':') \"a:b\"\n", "save", "-o", "a:b", "y")]
    [InlineData("Error: too many arguments. Usage TARBALL [REFERENCE]\n", "import", "a", "b", "c")]
    [InlineData("Error: need to give the path to the tarball, or must specify a tarball of '-' for stdin\n", "import")]
    [InlineData("Error: requires at least 2 arg(s), only received 1\n", "tag", "x")]
    [InlineData("Error: --all and --exec cannot be set together\n", "container", "cleanup", "-a", "--exec", "x")]
    [InlineData("Error: cannot use exec option when more than one container is given\n", "container", "cleanup", "--exec", "x", "y", "z")]
    [InlineData("Error: accepts 1 arg(s), received 0\n", "container", "exists")]
    [InlineData("Error: accepts 2 arg(s), received 1\n", "rename", "x")]
    [InlineData("Error: no names or ids specified\n", "inspect")]
    [InlineData("Error: --latest and arguments cannot be used together\n", "inspect", "-l", "x")]
    [InlineData("Error: latest is not supported for type \"image\"\n", "inspect", "-l", "-t", "image")]
    [InlineData("Error: --type pod is not supported yet: Hull has none of these\n", "inspect", "-t", "pod", "x")]
    [InlineData("Error: invalid type \"x\": must be \"image\", \"container\", \"pod\", \"network\", \"volume\", \"artifact\", or \"all\"\n", "inspect", "-t", "x", "y")]
    [InlineData("Error: specify at least one container name or ID to log\n", "logs")]
    [InlineData("Error: --latest and containers cannot be used together\n", "logs", "-l", "x")]
    [InlineData("Error: `hull version` takes no arguments\n", "version", "x")]
    [InlineData("Error: `hull system reset` takes no arguments\n", "system", "reset", "x")]
    public async Task Refuses_before_it_opens_the_store(string expected, params string[] args)
    {
        var (code, output, error) = await Run("hull", args);
        Assert.Equal((125, "", expected), (code, output, error));
    }

    [Theory]
    [InlineData("Log Level \"x\" is not supported, choose from: trace, debug, info, warn, warning, error, fatal, panic\n", "--log-level", "x", "ps")]
    [InlineData("Setting --log-level and --debug is not allowed\n", "--log-level", "info", "--debug", "ps")]
    public async Task Refuses_a_log_level_as_podman_does(string expected, params string[] args)
    {
        var (code, output, error) = await Run("hull", args);
        Assert.Equal((1, "", expected), (code, output, error));
    }

    [Theory]
    [InlineData("trace", "trace debug info")]
    [InlineData("debug", "debug info")]
    [InlineData("info", "info")]
    [InlineData("warn", "")]
    [InlineData("error", "")]
    public async Task Says_at_each_level_what_the_level_shows(string asked, string shown)
    {
        var (code, _, error) = await Run("hull", "--log-level", asked, "version");
        Assert.Equal(0, code);
        foreach (var level in (string[])["trace", "debug", "info", "warning"])
            Assert.Equal(shown.Split(' ').Contains(level), error.Contains($" level={level} ", StringComparison.Ordinal));
    }

    // All paths of the command table, read from the help itself.
    private static async Task<List<string[]>> Paths(string[] group)
    {
        var paths = new List<string[]>();
        var help = (await Run("hull", ["help", .. group])).Output;
        var list = help.Split("\nAvailable Commands:\n")[1].Split("\n\n")[0];
        foreach (var name in list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().Split(' ')[0]))
        {
            if (name == "help") continue;
            paths.Add([.. group, name]);
            if (group.Length == 0 && (await Run("hull", "help", name)).Output.Contains("\nAvailable Commands:\n", StringComparison.Ordinal))
                paths.AddRange(await Paths([name]));
        }
        return paths;
    }
}
