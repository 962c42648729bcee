using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Options of the group Process, each seen from inside.</summary>
public sealed class RunProcessTests(EngineBed bed) : EngineTest(bed)
{
    [Theory, Runtimes]
    public void Prints_what_the_command_prints_to_each_stream(string runtime)
    {
        var result = RunIn(Open(runtime), [], "sh", "-c", "echo out; echo error >&2");
        Assert.Equal(("out\n", "error\n", 0), (result.Out, result.Error, result.Code));
    }

    [Theory]
    [Runtimes("-eA=1", "[1]")]
    [Runtimes("-e=A=1", "[1]")]
    [Runtimes("--env=A=1=2", "[1=2]")]
    [Runtimes("-eA=", "[]")]
    [Runtimes("-eA=two words", "[two words]")]
    public void Sets_an_environment_variable(string runtime, string option, string expected) =>
        Assert.Equal(expected, RunIn(Open(runtime), [option], "sh", "-c", "echo \"[$A]\"").Ok());

    [Fact]
    public void Takes_a_variable_named_without_a_value_from_the_caller()
    {
        var engine = Open("crun").WithEnvironment("FROM_HOST", "yes");
        Assert.Equal("yes", RunIn(engine, ["-e", "FROM_HOST"], "sh", "-c", "echo $FROM_HOST").Ok());
    }

    [Fact]
    public void Leaves_a_variable_out_that_the_caller_does_not_have() =>
        Assert.Equal("unset", RunIn(Open("crun"), ["-e", "NOT_THERE"], "sh", "-c", "echo ${NOT_THERE-unset}").Ok());

    [Fact]
    public void Takes_all_variables_of_a_prefix_from_the_caller()
    {
        var engine = Open("crun").WithEnvironment("MINE_A", "1").WithEnvironment("MINE_B", "2");
        Assert.Equal("12", RunIn(engine, ["-e", "MINE_*"], "sh", "-c", "echo $MINE_A$MINE_B").Ok());
    }

    [Fact]
    public void Reads_variables_from_files_and_lets_the_option_win()
    {
        var first = TempFile("first", "# a remark\nA=file\nB=file\n\nC=with = sign\n");
        var second = TempFile("second", "B=second\n");
        var printed = RunIn(Open("crun"), ["--env-file", first, "--env-file", second, "-e", "A=option"], "sh", "-c", "echo $A,$B,$C").Ok();
        Assert.Equal("option,second,with = sign", printed);
    }

    [Fact]
    public void Knows_no_variable_of_the_caller_unasked()
    {
        var engine = Open("crun").WithEnvironment("SECRET_OF_HOST", "leaked");
        Assert.DoesNotContain("leaked", RunIn(engine, [], "env").Ok());
    }

    [Fact]
    public void Gives_path_home_and_host_name()
    {
        var lines = RunIn(Open("crun"), ["--hostname", "there"], "env").Ok().Split('\n');
        Assert.Contains("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", lines);
        Assert.Contains("HOME=/root", lines);
        Assert.Contains("HOSTNAME=there", lines);
    }

    [Theory]
    [Runtimes("0", "0 0 0")]
    [Runtimes("tester", "1000 1000 1000 10 2000")]
    [Runtimes("1000", "1000 1000 1000 10 2000")]
    [Runtimes("tester:extra", "1000 2000 2000")]
    [Runtimes("1000:10", "1000 10 10")]
    [Runtimes("4711:4712", "4711 4712 4712")]
    [Runtimes("4711", "4711 0 0")]
    public void Becomes_the_user_with_their_groups(string runtime, string user, string expected) =>
        Assert.Equal(expected, RunIn(Open(runtime), ["-u", user], "sh", "-c", "echo $(id -u) $(id -g) $(id -G)").Ok());

    [Fact]
    public void Gives_a_user_without_a_row_a_name() =>
        Assert.Equal("4711", RunIn(Open("crun"), ["-u", "4711"], "whoami").Ok());

    [Fact]
    public void Gives_the_user_their_home() =>
        Assert.Equal("/home/tester", RunIn(Open("crun"), ["-u", "tester"], "sh", "-c", "echo $HOME").Ok());

    [Theory, Runtimes]
    public void Works_in_the_directory(string runtime) => Assert.Equal("/usr/bin", RunIn(Open(runtime), ["-w", "/usr/bin"], "pwd").Ok());

    [Theory]
    [InlineData("--workdir=/usr/bin", "/usr/bin")]
    [InlineData("-w=/etc", "/etc")]
    [InlineData("-w/etc", "/etc")]
    public void Takes_each_spelling_of_an_option(string option, string expected) =>
        Assert.Equal(expected, RunIn(Open("crun"), [option], "pwd").Ok());

    [Fact]
    public void Follows_the_images_configuration()
    {
        var engine = Open("crun");
        Assert.Equal("entry of image", engine.Ok("run", "--rm", "--network", "none", ConfigImage));
        Assert.Equal("entry other", engine.Ok("run", "--rm", "--network", "none", ConfigImage, "other"));
    }

    [Fact]
    public void Takes_user_directory_and_variables_from_the_image()
    {
        var printed = Open("crun").Ok("run", "--rm", "--network", "none", "--entrypoint", "sh", ConfigImage, "-c", "id -un; pwd; echo $COLOUR; cat file");
        Assert.Equal("tester\n/srv/data\nblue\nof the image", printed);
    }

    [Theory]
    [InlineData("/bin/echo", "a b")]
    [InlineData("[\"/bin/echo\",\"-n\"]", "a b")]
    public void Replaces_the_entry_point_and_forgets_the_images_command(string entrypoint, string expected)
    {
        var engine = Open("crun");
        Assert.Equal(expected, engine.Ok("run", "--rm", "--network", "none", "--entrypoint", entrypoint, ConfigImage, "a", "b"));
        Assert.Equal("", engine.Ok("run", "--rm", "--network", "none", "--entrypoint", entrypoint, ConfigImage));
    }

    [Fact]
    public void An_empty_entry_point_removes_the_images() => Assert.Equal(
        "plain", Open("crun").Ok("run", "--rm", "--network", "none", "--entrypoint", "", ConfigImage, "/bin/echo", "plain"));

    [Fact]
    public void Options_after_the_image_belong_to_the_command() =>
        Assert.Equal("--rm -it --name x", RunIn(Open("crun"), [], "echo", "--rm", "-it", "--name", "x").Ok());

    [Theory, Runtimes]
    public void Hands_standard_input_over_and_closes_it(string runtime)
    {
        var result = Open(runtime).RunWithInput("one\ntwo\n", "run", "--rm", "-i", "--network", "none", Image, "cat");
        Assert.Equal("one\ntwo", result.Ok());
    }

    [Fact]
    public void Keeps_standard_input_to_itself_unless_asked()
    {
        var result = Open("crun").RunWithInput("one\n", "run", "--rm", "--network", "none", Image, "cat");
        Assert.Equal("", result.Ok());
    }

    [Theory, Runtimes]
    public void Carries_a_megabyte_each_way_unchanged(string runtime)
    {
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"line {i}\n"));
        var result = Open(runtime).RunWithInput(text, "run", "--rm", "-i", "--network", "none", Image, "cat");
        Assert.Equal(0, result.Code);
        Assert.True(text == result.Out, $"{text.Length} characters went in, {result.Out.Length} came out");
    }

    [Theory, Runtimes]
    public void An_init_reaps_what_is_left_to_it(string runtime)
    {
        // The shell in the middle ends at once, and leaves its child to process 1.
        var script = "(sleep 0.1 &) ; sleep 0.5; cat /proc/1/comm; for s in /proc/[0-9]*/stat; do cut -d' ' -f3 $s; done | grep -c Z";
        var lines = RunIn(Open(runtime), ["--init"], "sh", "-c", script).Lines;
        Assert.DoesNotContain("sh", lines[0]);
        Assert.Equal("0", lines[1]);
    }

    [Fact]
    public void A_time_zone_that_the_image_knows_is_linked_there()
    {
        NotInPodman("4.3.1 copies the host's rules over");
        const string zone = "Etc/UTC";
        Assert.SkipUnless(File.Exists("/usr/share/zoneinfo/" + zone), "the host has no time zones: tzdata");
        var engine = Open("crun");
        Assert.Equal("TZif", RunIn(engine, ["--tz", zone], "sh", "-c", "head -c 4 /etc/localtime").Ok());
        engine.Ok("run", "--name", "zoned", "--network", "none", Image, "sh", "-c", $"mkdir -p /usr/share/zoneinfo/Etc && echo TZif2 >/usr/share/zoneinfo/{zone}");
        engine.Ok("commit", "--quiet", "zoned", "localhost/zoned");
        Assert.Equal($"../usr/share/zoneinfo/{zone} TZif2", engine.Ok(
            "run", "--rm", "--network", "none", "--tz", zone, "localhost/zoned", "sh", "-c", "echo $(readlink /etc/localtime) $(cat /etc/localtime)"));
        engine.Ok("rm", "zoned");
        engine.Ok("rmi", "localhost/zoned");
    }

    [Fact]
    public void An_archive_can_stand_for_its_image()
    {
        const string transport = "docker-archive";
        var engine = Open("crun");
        var archive = Path.Combine(Temp, "image.tar");
        engine.Ok("tag", Image, "localhost/archived");
        engine.Ok("save", "--quiet", "--format", transport, "--output", archive, "localhost/archived");
        engine.Ok("rmi", "localhost/archived");
        var result = engine.Run("run", "--name", "box", "--network", "none", $"{transport}:{archive}", "echo", "seen");
        Assert.Equal("seen\n", result.Out);
        Assert.StartsWith("Getting image source signatures\n", result.Error);
        Assert.Contains("Writing manifest to image destination\n", result.Error);
        Assert.Equal("localhost/archived:latest", engine.Ok("inspect", "--format", "{{.ImageName}}", "box"));
        Failure.Says(engine.Run("create", $"{transport}:{archive}.not", "true"), 125, "image.tar.not");
        engine.Ok("rm", "box");
        engine.Ok("rmi", "localhost/archived");
    }

    [Theory, Runtimes]
    public void Attaches_only_the_streams_asked_for(string runtime)
    {
        var engine = Open(runtime);
        var output = RunIn(engine, ["-a", "stdout"], "sh", "-c", "echo out; echo error >&2");
        Assert.Equal(("out\n", ""), (output.Out, output.Error));
        var error = RunIn(engine, ["-a", "stderr"], "sh", "-c", "echo out; echo error >&2");
        Assert.Equal(("", "error\n"), (error.Out, error.Error));
    }
}
