using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Secrets: the noun, and what containers have of them.</summary>
public sealed class SecretTests(EngineBed bed) : EngineTest(bed)
{
    [Fact]
    public void A_secret_is_made_told_and_removed()
    {
        var engine = Open("crun");
        var id = engine.Ok("secret", "create", "--label", "a=b", "one", TempFile("one", "hidden"));
        Assert.Matches("^[0-9a-f]{25}$", id);
        Assert.Matches(@"^ID +NAME +DRIVER +CREATED +UPDATED$", engine.Run("secret", "ls").Lines[0].TrimEnd());
        Assert.Equal("one", engine.Ok("secret", "ls", "--format", "{{.Name}}"));
        Assert.Equal("one file b", engine.Ok("secret", "inspect", "--format", "{{.Spec.Name}} {{.Spec.Driver.Name}} {{.Spec.Labels.a}}", "one"));
        Failure.Says(engine.Run("secret", "create", "one", TempFile("two", "other")), 125, "secret name in use");
        Assert.Equal(id, engine.Ok("secret", "rm", "one"));
        Failure.Says(engine.Run("secret", "rm", "one"), 125, "no secret with name or id \"one\": no such secret");
        Assert.Equal("", engine.Ok("secret", "ls", "-q"));
    }

    [Fact]
    public void What_it_keeps_is_told_only_if_asked()
    {
        NotInPodman("4.3 has no --showsecret, --replace, --ignore and exists");
        var engine = Open("crun");
        var id = engine.RunWithInput("first", "secret", "create", "one", "-").Ok();
        Assert.DoesNotContain("first", engine.Ok("secret", "inspect", "one"));
        Assert.Equal("first", engine.Ok("secret", "inspect", "--showsecret", "--format", "{{.SecretData}}", "one"));
        Assert.Equal(id, engine.RunWithInput("second", "secret", "create", "--ignore", "one", "-").Ok());
        Assert.NotEqual(id, engine.WithEnvironment("KEPT", "third").Ok("secret", "create", "--replace", "--env", "one", "KEPT"));
        Assert.Equal("third", engine.Ok("secret", "inspect", "--showsecret", "--format", "{{.SecretData}}", "one"));
        Assert.Equal(0, engine.Run("secret", "exists", "one").Code);
        Assert.Equal(1, engine.Run("secret", "exists", "two").Code);
        Assert.Matches("^[0-9a-f]{25}$", engine.Ok("secret", "rm", "--all"));
        engine.Ok("secret", "rm", "--ignore", "one");
    }

    [Fact]
    public void The_files_are_for_the_owner_only()
    {
        NotInPodman("keeps all secrets in one file");
        var engine = Open("crun");
        var id = engine.RunWithInput("kept", "secret", "create", "one", "-").Ok();
        var folder = Path.Combine(engine.Root, "secrets");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Bed.Inside(() => File.GetUnixFileMode(folder)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Bed.Inside(() => File.GetUnixFileMode(Path.Combine(folder, id))));
        engine.Ok("secret", "rm", "one");
        Assert.False(Bed.Inside(() => File.Exists(Path.Combine(folder, id))));
    }

    [Theory, Runtimes]
    public void A_container_has_it_as_a_file(string runtime)
    {
        var engine = Open(runtime);
        engine.RunWithInput("kept", "secret", "create", "one", "-").Ok();
        Assert.Equal("kept", RunIn(engine, ["--secret", "one"], "cat", "/run/secrets/one").Ok());
        Assert.Equal("444 0 0", RunIn(engine, ["--secret", "one"], "stat", "-c", "%a %u %g", "/run/secrets/one").Ok());
        Assert.Equal("440 7 8", RunIn(engine, ["--secret", "one,target=other,uid=7,gid=8,mode=440"], "stat", "-c", "%a %u %g", "/run/secrets/other").Ok());
        Assert.Equal("kept", RunIn(engine, ["--secret", "source=one,type=mount,target=/etc/deep/file"], "cat", "/etc/deep/file").Ok());
        engine.Ok("secret", "rm", "one");
    }

    [Fact]
    public void A_container_keeps_its_file_and_its_variable_is_read_at_each_start()
    {
        var engine = Open("crun");
        engine.RunWithInput("kept", "secret", "create", "one", "-").Ok();
        engine.Ok("create", "--name", "box", "--network", "none", "--secret", "one", "--secret", "one,type=env,target=VARIABLE", Image, "sh", "-c", "cat /run/secrets/one; echo \" $VARIABLE\"");
        Assert.Equal("kept kept", engine.Ok("start", "-a", "box"));
        engine.Ok("secret", "rm", "one");
        Assert.NotEqual(0, engine.Run("start", "-a", "box").Code);
    }

    [Fact]
    public void Nothing_tells_what_is_kept()
    {
        var engine = Open("crun");
        engine.RunWithInput("well-kept", "secret", "create", "one", "-").Ok();
        engine.Ok("run", "-d", "--name", "box", "--network", "none", "--secret", "one", "--secret", "one,type=env", Image, "sleep", "1000");
        Assert.Equal("well-kept", engine.Ok("exec", "box", "cat", "/run/secrets/one"));
        Assert.Equal("well-kept", engine.Ok("exec", "box", "sh", "-c", "echo $one"));
        if (!TestedEngine.IsPodman)
        {
            Assert.Contains("one=*******", engine.Ok("inspect", "--format", "{{.Config.Env}}", "box"));
            Assert.Equal("one", engine.Ok("inspect", "--format", "{{range .Config.Secrets}}{{.Name}}{{end}}", "box"));
            Assert.DoesNotContain("well-kept", engine.Ok("generate", "spec", "box"));
        }
        Assert.DoesNotContain("well-kept", engine.Ok("inspect", "box"));
        Assert.DoesNotContain("well-kept", engine.With("--log-level", "debug").Run("exec", "box", "true").Error);
        engine.Ok("rm", "-f", "-t", "0", "box");
        engine.Ok("secret", "rm", "one");
    }

    [Theory]
    [InlineData("no such secret", "nope")]
    [InlineData("invalid secret syntax", "one,type=file")]
    [InlineData("invalid secret syntax", "one,type=env,uid=1")]
    [InlineData("invalid secret syntax", "one,colour=red")]
    [InlineData("invalid secret syntax", "one,mode=9")]
    public void What_cannot_be_had_is_told(string words, string secret) =>
        Failure.Says(RunIn(Open("crun"), ["--secret", secret], "true"), 125, TestedEngine.IsPodman ? [] : [words]);

    [Theory]
    [InlineData("larger than 0 and less than 512000 bytes", "", "one", "-")]
    [InlineData("invalid secret name", "x", "a/b", "-")]
    [InlineData("no such file or directory", "", "one", "/not/there")]
    [InlineData("invalid driver", "x", "-d", "safe", "one", "-")]
    public void What_is_no_secret_is_refused(string words, string input, params string[] arguments) =>
        Failure.Says(Open("crun").RunWithInput(input, ["secret", "create", .. arguments]), 125, words);
}
