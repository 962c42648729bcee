using System.Text.Json;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>events: what every verb tells, and how it is chosen and shown.</summary>
public sealed class EventsTests(EngineBed bed) : EngineTest(bed)
{
    // The tests of a class share a store, and so its events: names are each test's own.
    private readonly string _own = Guid.NewGuid().ToString("N")[..8];

    [Theory, Runtimes]
    public void A_run_tells_its_whole_life(string runtime)
    {
        var engine = Open(runtime);
        Assert.Equal(3, engine.Run("run", "--rm", "--name", _own, "--label", "kind=one", "--network", "none", Image, "sh", "-c", "exit 3").Code);
        Assert.Equal(["create", "init", "start", "attach", "died", "remove"], Statuses(engine, _own));
        Assert.Equal("3 one", Past(engine, _own, "{{.ContainerExitCode}} {{.Attributes.kind}}", "--filter", "event=died"));
        Assert.Matches($@"container died [0-9a-f]{{64}} \(image={Image}, name={_own}, (.*, )?kind=one\)$", engine.Ok("events", "--stream=false", "--filter", $"container={_own}", "--filter", TestedEngine.IsPodman ? "event=died" : "event=die"));
    }

    [Fact]
    public void Every_verb_tells_what_it_did()
    {
        NotRootless("on this machine a user's containers have no cgroup to pause");
        var engine = Open("runc");
        engine.Ok("run", "-d", "--name", "first", "--network", "none", Image, "sleep", "1000");
        engine.Ok("exec", "first", "true");
        engine.Ok("pause", "first");
        engine.Ok("unpause", "first");
        engine.Ok("rename", "first", _own);
        engine.Ok("kill", "--signal", "WINCH", _own);
        engine.Ok("restart", "--time", "0", _own);
        engine.Ok("stop", "--time", "0", _own);
        engine.Ok("rm", _own);
        string[] asked = ["create", "exec", "exec_died", "pause", "unpause", "rename", "kill", "restart", "remove"];
        // By its id, under both names. Which of several an end writes twice is each engine's own.
        var id = Past(engine, _own, "{{.ID}}", "--filter", "event=remove");
        Assert.Equal(asked, Statuses(engine, id).Where(asked.Contains).Distinct());
        Assert.Contains("cleanup", Statuses(engine, id));
    }

    [Fact]
    public void Volumes_tell_of_their_coming_and_going()
    {
        var engine = Open("crun");
        engine.Ok("volume", "create", $"{_own}one");
        engine.Ok("run", "--rm", "--network", "none", "-v", $"{_own}two:/data", Image, "true");
        engine.Ok("volume", "rm", $"{_own}one");
        engine.Ok("volume", "prune", "--force");
        string Told(string name) => string.Join(' ', engine.Run(
            "events", "--stream=false", "--filter", "type=volume", "--filter", $"volume={_own}{name}", "--format", "{{.Status}}").Lines);
        Assert.Equal("create remove", Told("one"));
        // Podman 5 takes only anonymous volumes, and tells each that it takes twice.
        Assert.StartsWith("create", Told("two"));
        if (!TestedEngine.IsPodman) engine.Ok("volume", "rm", $"{_own}two");
    }

    [Fact]
    public void Images_tell_of_names_and_files()
    {
        var engine = Open("crun");
        var id = engine.Ok("image", "inspect", "--format", "{{.Id}}", Image);
        var archive = Path.Combine(Temp, "image.tar");
        engine.Ok("tag", Image, $"localhost/events:{_own}");
        engine.Ok("save", "--quiet", "--output", archive, Image);
        engine.Ok("untag", Image, $"localhost/events:{_own}");
        engine.Ok("load", "--quiet", "--input", archive);
        engine.Ok("tag", Image, $"localhost/events:{_own}two");
        engine.Ok("rmi", $"localhost/events:{_own}two");
        var lines = engine.Run("events", "--stream=false", "--filter", "type=image", "--format", "{{.Status}} {{.Name}}").Lines;
        Assert.Equal(
            [$"tag localhost/events:{_own}", $"save {archive}", $"untag localhost/events:{_own}", $"loadfromarchive {archive}", $"tag localhost/events:{_own}two", $"untag localhost/events:{_own}two"],
            // Podman 4.3 calls it removed, too, when only a name has gone.
            lines.SkipWhile(line => line != $"tag localhost/events:{_own}").Where(line => !line.StartsWith("remove ", StringComparison.Ordinal)));
        Assert.Contains($"image tag {id} localhost/events:{_own}", engine.Ok("events", "--stream=false", "--filter", $"image={id[..12]}"));
    }

    [Fact]
    public void A_stream_goes_on_with_what_happens()
    {
        var engine = Open("crun");
        engine.Ok("create", "--name", _own + "before", "--network", "none", Image, "true");
        using var events = engine.Start("events", "--since", "1h", "--filter", "type=container", "--filter", "event=create", "--format", "{{.Name}}");
        events.WaitForOutput(_own + "before");
        engine.Ok("create", "--name", _own + "after", "--network", "none", Image, "true");
        events.WaitForOutput(_own + "after");
        events.Signal(15);
        events.FinishProcess();
    }

    [Fact]
    public void A_stream_until_a_moment_ends()
    {
        var engine = Open("crun");
        engine.Ok("create", "--name", _own, "--network", "none", Image, "true");
        Assert.Equal("create", engine.Ok("events", "--since", "1h", "--until", "1s", "--filter", $"container={_own}", "--format", "{{.Status}}"));
    }

    [Fact]
    public void Json_is_an_object_a_line()
    {
        var engine = Open("crun");
        Assert.Equal(3, engine.Run("run", "--name", _own, "--label", "a=b", "--network", "none", Image, "sh", "-c", "exit 3").Code);
        var lines = engine.Run("events", "--stream=false", "--filter", $"container={_own}", "--format", "json").Lines;
        using var created = JsonDocument.Parse(lines[0]);
        Assert.Equal(("create", "container", _own, Image), (Text(created, "Status"), Text(created, "Type"), Text(created, "Name"), Text(created, "Image")));
        Assert.Equal("b", created.RootElement.GetProperty("Attributes").GetProperty("a").GetString());
        using var died = JsonDocument.Parse(lines.Single(line => line.Contains("\"died\"")));
        Assert.Equal(3, died.RootElement.GetProperty("ContainerExitCode").GetInt32());
        if (TestedEngine.IsPodman) return;
        // As Docker has it, too.
        var nanoseconds = died.RootElement.GetProperty("timeNano").GetInt64();
        Assert.Equal(died.RootElement.GetProperty("time").GetInt64(), nanoseconds / 1_000_000_000);
    }

    [Fact]
    public void Ids_are_cut_only_where_asked()
    {
        var engine = Open("crun");
        var id = engine.Ok("create", "--name", _own, "--network", "none", Image, "true");
        Assert.Contains($" container create {id} (", engine.Ok("events", "--stream=false", "--filter", $"container={_own}"));
        if (!TestedEngine.IsPodman) Assert.Contains($" container create {id[..12]} (", engine.Ok("system", "events", "--stream=false", "--no-trunc=false", "--filter", $"container={_own}"));
    }

    [Fact]
    public void Labels_and_moments_choose()
    {
        var engine = Open("crun");
        engine.Ok("create", "--name", _own, "--label", $"kind={_own}", "--network", "none", Image, "true");
        engine.Ok("create", "--name", _own + "b", "--label", "kind=two", "--network", "none", Image, "true");
        Assert.Equal(_own, engine.Ok("events", "--stream=false", "--filter", $"label=kind={_own}", "--filter", "event=create", "--format", "{{.Name}}"));
        Assert.Equal($"{_own}\n{_own}b", engine.Ok("events", "--stream=false", "--since", "1h", "--filter", $"container={_own}", "--filter", $"container={_own}b", "--filter", "event=create", "--format", "{{.Name}}"));
        Assert.Equal("", engine.Ok("events", "--stream=false", "--since", "2000-01-01", "--until", "2000-01-02"));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var engine = Open("crun");
        if (!TestedEngine.IsPodman) Failure.Says(engine.Run("events", "--stream=false", "--filter", "colour=blue"), 125, "colour");
        Failure.Says(engine.Run("events", "--stream=false", "--since", "the dawn of time"), 125, "the dawn of time");
        Failure.Says(engine.With("--events-backend", "none").Run("events", "--stream=false"), 125, "cannot read events with the \"none\" backend");
    }

    [Fact]
    public void The_file_may_be_named_and_keeps_to_its_size()
    {
        NotInPodman("4.3 has no CONTAINERS_CONF_OVERRIDE");
        var file = Path.Combine(Temp, "events.txt");
        var configuration = TempFile("containers.conf", $"[engine]\nevents_logfile_path=\"{file}\"\nevents_logfile_max_size=4000\n");
        var engine = Open("crun").WithEnvironment("CONTAINERS_CONF_OVERRIDE", configuration);
        TestUser.Admit(Temp);
        for (var number = 0; number < 12; number++) engine.Ok("run", "--rm", "--name", $"n{number}", "--network", "none", Image, "true");
        Assert.InRange(new FileInfo(file).Length, 1, 5000);
        var lines = engine.Run("events", "--stream=false", "--format", "{{.Status}} {{.Name}}").Lines;
        Assert.Equal($"log-rotation {file}", lines[0]);
        Assert.Equal("remove n11", lines[^1]);
    }

    [Fact]
    public void A_created_container_may_tell_all_of_itself()
    {
        NotInPodman("4.3 has no events_container_create_inspect_data");
        var configuration = TempFile("containers.conf", "[engine]\nevents_container_create_inspect_data=true\n");
        var engine = Open("crun").WithEnvironment("CONTAINERS_CONF_OVERRIDE", configuration);
        engine.Ok("create", "--name", _own, "--network", "none", Image, "true");
        using var told = JsonDocument.Parse(Past(engine, _own, "{{.ContainerInspectData}}", "--filter", "event=create"));
        Assert.Equal("/" + _own, "/" + told.RootElement.GetProperty("Name").GetString()!.TrimStart('/'));
    }

    private static string[] Statuses(TestedEngine engine, string container) =>
        engine.Run("events", "--stream=false", "--filter", $"container={container}", "--format", "{{.Status}}").Lines;

    private static string Past(TestedEngine engine, string container, string format, params string[] filters) =>
        engine.Ok(["events", "--stream=false", "--filter", $"container={container}", "--format", format, .. filters]);

    private static string? Text(JsonDocument document, string name) => document.RootElement.GetProperty(name).GetString();
}
