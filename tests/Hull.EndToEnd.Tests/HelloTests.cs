using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>The image inside the executable: what `make demo` shows.</summary>
public sealed class HelloTests(EngineBed bed) : EngineTest(bed)
{
    private const string Hello = "localhost/hull/hello";

    [Theory, Runtimes]
    public void It_tells_what_the_kernel_shows_from_inside(string runtime)
    {
        NotInPodman("carries no image");
        var engine = Open(runtime);
        var said = engine.Ok("run", "--name", "greeter", "--hostname", "quay", Hello);
        Assert.Contains($"runtime {runtime}", said);
        Assert.Contains("greeter", said);
        Assert.Contains("host name   quay", said);
        Assert.Contains("pid 1, uid 0, gid 0", said);
        Assert.Contains("/ is overlay", said);
        Assert.Contains("hull run -it --rm IMAGE sh", said);
        Assert.Contains("Linux " + File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), said);
        Forget(engine);
    }

    [Fact]
    public void Its_namespaces_are_those_of_this_very_run()
    {
        NotInPodman("carries no image");
        var engine = Open("crun");
        var own = Bed.Run("readlink", "/proc/self/ns/net").Ok();
        Assert.Contains(own, engine.Ok("run", "--rm", "--network", "host", Hello));
        Assert.DoesNotContain(own, engine.Ok("run", "--rm", "--network", "none", Hello));
        Forget(engine);
    }

    [Fact]
    public void An_image_of_that_name_goes_before_it()
    {
        NotInPodman("carries no image");
        var engine = Open("crun");
        engine.Ok("tag", Image, Hello);
        Assert.Equal("mine", engine.Ok("run", "--rm", "--network", "none", Hello, "echo", "mine"));
        engine.Ok("untag", Image, Hello);
    }

    [Fact]
    public void It_is_not_pulled_where_nothing_may_be_taken()
    {
        NotInPodman("carries no image");
        var engine = Open("crun");
        Assert.Contains("Hello", engine.Ok("run", "--rm", "--pull", "never", "--network", "none", Hello));
        Forget(engine);
    }

    [Fact]
    public void Debug_lines_tell_each_effect_on_the_kernel()
    {
        NotInPodman("carries no image");
        var engine = Open("crun");
        var told = engine.With("--log-level", "debug").Run("run", "--rm", "--network", "none", Hello);
        told.Ok();
        foreach (var effect in new[] { "mounting overlay of 1 layers on ", "/config.json", "conmon is pid ", "crun start" }) Assert.Contains(effect, told.Error);
        // conmon's exit command and the client race for the end; the loser says that it found nothing to do.
        Assert.Matches("unmounting /.*\n.*deleting /|taken down already, by conmon's exit command", told.Error);
        Forget(engine);
    }

    private static void Forget(TestedEngine engine)
    {
        engine.Ok("rm", "--force", "--all");
        if (engine.Run("image", "inspect", Hello).Code == 0) engine.Ok("rmi", Hello);
    }
}
