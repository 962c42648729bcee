using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>
/// Bad input: the exit code, one line that says what is wrong with what, and nothing left behind (which each test of EngineTest asserts).
/// </summary>
public sealed class BadInputTests(EngineBed bed) : EngineTest(bed)
{
    [Theory]
    [InlineData("UPPER/case", "UPPER/case")]
    [InlineData("a:b:c", "a:b:c")]
    [InlineData("localhost/x@sha256:1234", "sha256:1234")]
    [InlineData("localhost/x:", "localhost/x:")]
    [InlineData("-not-an-option", "option")]
    public void An_image_reference_that_cannot_be_read(string name, string word) =>
        Failure.Says(Open("crun").Run("run", "--rm", "--pull", "never", "--network", "none", name, "true"), 125, TestedEngine.IsPodman ? [] : [word]);

    [Theory]
    [InlineData("run")]
    [InlineData("create")]
    public void An_image_that_is_not_there(string command)
    {
        var result = Open("crun").Run(command, "--pull", "never", "localhost/not/there", "true");
        Failure.Says(result, 125, "localhost/not/there");
        Assert.Contains("image not known", result.Error);
    }

    [Theory]
    [InlineData("-v", "/not/there:/x", "/not/there")]
    [InlineData("-v", "/etc:relative", "relative")]
    [InlineData("-v", "/etc:/x:nonsense", "nonsense")]
    [InlineData("-v", "/etc:/x:ro:z:w", "/etc:/x:ro:z:w")]
    [InlineData("--tmpfs", "relative", "relative")]
    [InlineData("--tmpfs", "/x:colour=blue", "colour")]
    [InlineData("-m", "lots", "lots")]
    [InlineData("-m", "-1", "-1")]
    [InlineData("--cpus", "many", "many")]
    [InlineData("--pids-limit", "x", "x")]
    [InlineData("--ulimit", "colours=1", "colours")]
    [InlineData("--ulimit", "nofile=9:1", "nofile")]
    [InlineData("--cap-add", "fly", "fly")]
    [InlineData("--cap-drop", "fly", "fly")]
    [InlineData("--security-opt", "seccomp=/not/there", "/not/there")]
    [InlineData("--security-opt", "colour=blue", "colour")]
    [InlineData("--env-file", "/not/there", "/not/there")]
    [InlineData("--label", "=x", "=x")]
    [InlineData("--stop-signal", "SIGNOTHING", "SIGNOTHING")]
    [InlineData("--stop-timeout", "soon", "soon")]
    [InlineData("--name", "a/b", "a/b")]
    [InlineData("--network", "none,host", "none")]
    [InlineData("--pid", "nonsense", "nonsense")]
    [InlineData("--ipc", "nonsense", "nonsense")]
    [InlineData("--uts", "nonsense", "nonsense")]
    [InlineData("--pull", "sometimes", "sometimes")]
    [InlineData("-a", "stdsomething", "stdsomething")]
    [InlineData("--log-driver", "pigeon", "log driver")]
    [InlineData("-w", "relative", "relative")]
    [InlineData("--init=perhaps", "", "perhaps")]
    public void An_option_with_a_value_that_cannot_be(string option, string value, string word)
    {
        string[] words = value.Length == 0 ? [option] : [option, value];
        var result = Open("crun").Run(["run", "--rm", "--network", "none", .. words, Image, "true"]);
        if (TestedEngine.IsPodman)
        {
            // Podman finds some of these out only in the runtime, and lets some through.
            Assert.SkipWhen(result.Code == 0, "podman: takes it without a word");
            return;
        }
        Failure.Says(result, 125, word);
    }

    [Theory]
    [Runtimes("nobody-of-that-name")]
    [Runtimes("tester:no-such-group")]
    [Runtimes("-5")]
    public void A_user_that_is_not_there(string runtime, string user)
    {
        var result = RunIn(Open(runtime), ["-u", user], "true");
        Failure.IsOneLine(result);
        Assert.Contains(result.Code, new[] { 125, 126 });   // podman answers 126, as if the command were at fault
        if (!TestedEngine.IsPodman) Assert.Contains(user.Split(':')[^1], result.Error);
    }

    [Theory]
    [InlineData("rnu", "run")]
    [InlineData("strat", "start")]
    [InlineData("imags", "images")]
    public void A_command_that_is_nearly_one(string word, string meant)
    {
        var result = Open("crun").Run(word);
        Assert.Equal(125, result.Code);
        Assert.Contains(word, result.Error);
        Assert.Contains(meant, result.Error);
    }

    [Theory]
    [InlineData("--netwrok", "--network")]
    [InlineData("--read-onyl", "--read-only")]
    [InlineData("--hostnam", "--hostname")]
    public void An_option_that_is_nearly_one(string option, string meant)
    {
        var result = Open("crun").Run("run", option, "x", Image);
        Failure.Says(result, 125, $"unknown flag: {option}");
        if (!TestedEngine.IsPodman) Assert.Contains(meant, result.Error);
    }

    [Theory]
    [InlineData("run", "-Q", "unknown shorthand flag: 'Q' in -Q")]
    [InlineData("run", "--name", "flag needs an argument: --name")]
    [InlineData("run", "-e", "flag needs an argument: 'e' in -e")]
    public void An_option_in_pflags_words(string command, string option, string message) => Failure.Says(Open("crun").Run(command, option), 125, message);

    [Theory]
    [InlineData("run")]
    [InlineData("create")]
    [InlineData("exec")]
    [InlineData("exec", "box")]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("rm")]
    [InlineData("tag", Image)]
    [InlineData("save")]
    [InlineData("import")]
    [InlineData("ps", "surplus")]
    [InlineData("version", "surplus")]
    public void Too_few_words_or_too_many(params string[] arguments)
    {
        var result = Open("crun").Run(arguments);
        Failure.IsOneLine(result);
        Assert.True(result.Code == 125 || TestedEngine.IsPodman, result.ToString());
    }

    [Theory]
    [InlineData("start", 125)]
    [InlineData("stop", 125)]
    [InlineData("kill", 125)]
    [InlineData("rm", 1)]
    [InlineData("logs", 125)]
    [InlineData("attach", 125)]
    [InlineData("wait", 125)]
    [InlineData("inspect", 125)]
    public void A_container_that_is_not_there(string command, int code)
    {
        var result = Open("crun").Run(command, "not-there");
        Failure.Says(result, code, "not-there");
        if (command != "inspect") Assert.Contains("no such container", result.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_store_in_a_place_that_cannot_be_written()
    {
        var file = TempFile("file", "");
        var result = new TestedEngine(Bed, Path.Combine(file, "below"), "crun").Bed.Run([.. TestUser.Wrapper, TestedEngine.Binary, "--root", file + "/root", "--runroot", file + "/run", "ps"]);
        Assert.NotEqual(0, result.Code);
        Failure.IsOneLine(result);
    }
}
