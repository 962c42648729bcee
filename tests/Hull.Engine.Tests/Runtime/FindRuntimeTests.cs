using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Runtime;

namespace Hull.Engine.Tests.Runtime;

public sealed class FindRuntimeTests : IDisposable
{
    private readonly TemporaryRoot _root = new();

    [Fact]
    public void Takes_crun_first()
    {
        var crun = _root.WriteProgram("crun");
        var runc = _root.WriteProgram("runc");
        Assert.Equal(crun, FindRuntime.For(Settings(), null, crunRefusesCgroups: false).Path);
        Assert.Equal(("runc", runc), Name(FindRuntime.For(Settings(), null, crunRefusesCgroups: true)));
    }

    [Fact]
    public void Passes_over_what_cannot_be_executed()
    {
        _root.Write("a", "text");
        Directory.CreateDirectory(_root.Path("b"));
        var program = _root.WriteProgram("c");
        var runtimes = new Dictionary<string, IReadOnlyList<string>> { ["mine"] = [_root.Path("a"), _root.Path("b"), _root.Path("nope"), program] };
        var settings = Settings();
        Assert.Equal(program, FindRuntime.For(settings with { Engine = settings.Engine with { Runtimes = runtimes } }, "mine", crunRefusesCgroups: false).Path);
    }

    [Fact]
    public void The_containers_choice_comes_before_the_option_and_the_option_before_the_settings()
    {
        foreach (var name in (ReadOnlySpan<string>)["crun", "runc", "mine", "other"]) _root.WriteProgram(name);
        var settings = Settings() with { Engine = Settings().Engine with { Runtime = "mine" } };
        Assert.Equal("mine", FindRuntime.For(settings, null, false).Name);
        Assert.Equal("other", FindRuntime.For(settings with { Runtime = _root.Path("other") }, null, false).Name);
        Assert.Equal("runc", FindRuntime.For(settings with { Runtime = _root.Path("other") }, "runc", false).Name);
        // Whoever asks for crun on hybrid cgroups gets it.
        Assert.Equal("crun", FindRuntime.For(settings, "crun", crunRefusesCgroups: true).Name);
    }

    [Fact]
    public void Flags_are_the_options_and_the_runtimes_own()
    {
        _root.WriteProgram("mine");
        var settings = Settings();
        settings = settings with
        {
            RuntimeFlags = ["--debug"],
            Engine = settings.Engine with { RuntimesFlags = new Dictionary<string, IReadOnlyList<string>> { ["mine"] = ["log=x", "-y"], ["crun"] = ["no"] } },
        };
        Assert.Equal(["--debug", "--log=x", "-y"], FindRuntime.For(settings, "mine", false).Flags);
    }

    [Fact]
    public void Says_what_is_missing_and_what_to_install()
    {
        var settings = Settings();
        var error = Assert.Throws<EngineException>(() => FindRuntime.For(settings, "nope", false));
        Assert.Equal((ErrorKind.RuntimeFailed, "OCI runtime \"nope\" not found in [engine.runtimes] and PATH"), (error.Kind, error.Message));
        Assert.Contains("install crun or runc", error.Hint, StringComparison.Ordinal);
        error = Assert.Throws<EngineException>(() => FindRuntime.For(settings, _root.Path("nope"), false));
        Assert.Equal($"OCI runtime \"{_root.Path("nope")}\": no executable file there", error.Message);
        error = Assert.Throws<EngineException>(() => FindRuntime.For(settings, "mine", false));
        Assert.Equal($"OCI runtime \"mine\" not found in {_root.Path("mine")} and PATH", error.Message);
    }

    [Fact]
    public void Finds_conmon_where_the_settings_say()
    {
        var conmon = _root.WriteProgram("conmon");
        var settings = Settings() with { Engine = Settings().Engine with { ConmonPath = [_root.Path("nope"), conmon] } };
        Assert.Equal(conmon, FindPrograms.Conmon(settings));
        var other = _root.WriteProgram("other");
        Assert.Equal(other, FindPrograms.Conmon(settings with { Conmon = other }));
        var error = Assert.Throws<EngineException>(() => FindPrograms.Conmon(settings with { Conmon = "/nope" }));
        Assert.Equal((ErrorKind.RuntimeFailed, "conmon at /nope: no executable file there"), (error.Kind, error.Message));
    }

    [Fact]
    public void Finds_the_init_as_asked_configured_or_among_the_helpers()
    {
        var init = _root.WriteProgram("catatonit");
        var settings = Settings() with { Engine = Settings().Engine with { HelperBinariesDir = [_root.Directory] } };
        Assert.Equal(init, FindPrograms.Init(settings, null));
        var asked = _root.WriteProgram("asked");
        Assert.Equal(asked, FindPrograms.Init(settings, asked));
        Assert.Equal(asked, FindPrograms.Init(settings with { Containers = settings.Containers with { InitPath = asked } }, null));
        var error = Assert.Throws<EngineException>(() => FindPrograms.Init(settings, "/nope"));
        Assert.Equal("container-init binary /nope not found on the host", error.Message);
    }

    [Fact]
    public void BINDIR_is_the_directory_of_the_program()
    {
        var settings = Settings() with { Engine = Settings().Engine with { HelperBinariesDir = ["$BINDIR"] } };
        var own = Path.GetFileName(Environment.ProcessPath)!;
        Assert.Equal(Environment.ProcessPath, FindPrograms.Helper(settings, own));
        Assert.Null(FindPrograms.Helper(settings, "no-such-program-anywhere"));
    }

    public void Dispose() => _root.Dispose();

    private static (string, string) Name(OciRuntimeChoice choice) => (choice.Name, choice.Path);

    private EngineSettings Settings() => new()
    {
        Root = "/r",
        RunRoot = "/rr",
        TmpDir = "/t",
        Rootless = false,
        Engine = new EngineTable
        {
            Runtimes = new Dictionary<string, IReadOnlyList<string>>
            {
                ["crun"] = [_root.Path("crun")],
                ["runc"] = [_root.Path("runc")],
                ["mine"] = [_root.Path("mine")],
            },
        },
    };
}
