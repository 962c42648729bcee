using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>
/// Checkpoint and restore. Debian's CRIU does not know every kernel, so a runtime stands in between that knows the two verbs as runc's
/// command line has them: it writes a file and kills, and runs the bundle anew. What is seen is all that is the engine's.
/// </summary>
public sealed class CheckpointTests(EngineBed bed) : EngineTest(bed)
{
    private const string Runtime = """
        #!/bin/bash
        global=()
        while [[ $1 == --* ]]; do
            case $1 in
            --root | --log | --log-format) global+=("$1" "$2"); shift 2 ;;
            *) global+=("$1"); shift ;;
            esac
        done
        verb=$1
        shift
        case $verb in
        checkpoint)
            [[ $1 == --help ]] && exit 0
            while (($# > 1)); do
                case $1 in
                --image-path) images=$2; shift 2 ;;
                --work-path | --parent-path) shift 2 ;;
                --leave-running | --pre-dump) stay=1; shift ;;
                *) shift ;;
                esac
            done
            echo dumped >"$images/pages-1.img"
            [[ -n $stay ]] || exec runc "${global[@]}" kill "$1" KILL
            ;;
        restore)
            while (($# > 1)); do
                case $1 in
                --bundle | -b) bundle=$2; shift 2 ;;
                --pid-file) pidfile=$2; shift 2 ;;
                --image-path) images=$2; shift 2 ;;
                --work-path) shift 2 ;;
                *) shift ;;
                esac
            done
            grep -q dumped "$images/pages-1.img" || { echo "no images" >&2; exit 1; }
            exec runc "${global[@]}" run --detach --bundle "$bundle" --pid-file "$pidfile" "$1"
            ;;
        *) exec runc "${global[@]}" "$verb" "$@" ;;
        esac
        """;

    private const string States = "{{.State.Status}}:{{.State.Running}}:{{.State.Checkpointed}}";

    [Fact]
    public void A_container_goes_on_from_its_checkpoint()
    {
        var engine = WithCriu();
        engine.Ok("run", "-d", "--name", "box", Image, "sh", "-c", "echo began; exec sleep 1000");
        var address = engine.Ok("inspect", "--format", "{{.NetworkSettings.IPAddress}}", "box");
        Assert.Equal("box", engine.Ok("container", "checkpoint", "box"));
        Assert.Equal("exited:false:true", engine.Ok("inspect", "--format", States, "box"));
        Failure.Says(engine.Run("container", "checkpoint", "box"), 125, "is not running, cannot checkpoint: container state improper");
        Assert.Equal(engine.Ok("ps", "-aq", "--no-trunc"), engine.Ok("container", "restore", "--all"));
        Assert.Equal("running:true:false", engine.Ok("inspect", "--format", States, "box"));
        Assert.Equal(address, engine.Ok("inspect", "--format", "{{.NetworkSettings.IPAddress}}", "box"));
        Assert.Equal("x", engine.Ok("exec", "box", "echo", "x"));
        Failure.Says(engine.Run("container", "restore", "box"), 125, "is running or paused, cannot restore");
        engine.Ok("stop", "-t", "0", "box");
        Failure.Says(engine.Run("container", "restore", "box"), 125, "checkpoint for this container cannot be found");
    }

    [Fact]
    public void A_container_may_run_on_and_what_it_took_is_told()
    {
        var engine = WithCriu();
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "1000");
        var told = engine.Ok("container", "checkpoint", "--leave-running", "--print-stats", "--latest");
        Assert.Contains("\"runtime_checkpoint_duration\":", told);
        Assert.Equal("running:true:false", engine.Ok("inspect", "--format", States, "box"));
        Assert.Equal("box", engine.Ok("container", "checkpoint", "--pre-checkpoint", "box"));
        Assert.Equal("box", engine.Ok("container", "checkpoint", "--with-previous", "--keep", "box"));
        Assert.Equal("exited:false:true", engine.Ok("inspect", "--format", States, "box"));
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip")]
    [InlineData("none")]
    public void An_archive_becomes_another_container_with_what_was_written(string compression)
    {
        var engine = WithCriu();
        var archive = Path.Combine(Temp, "box.tar");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sh", "-c", "echo kept >/written; rm /etc/group; exec sleep 1000");
        Eventually.Equal("kept", () => engine.Run("exec", "box", "cat", "/written").Text);
        engine.Ok("container", "checkpoint", "--export", archive, "--compress", compression, "box");
        var other = engine.Ok("container", "restore", "--import", archive, "--name", "other");
        Assert.Equal("running:true:false", engine.Ok("inspect", "--format", States, "other"));
        Assert.Equal(other, engine.Ok("inspect", "--format", "{{.Id}}", "other"));
        Assert.Equal("kept", engine.Ok("exec", "other", "cat", "/written"));
        Assert.NotEqual(0, engine.Run("exec", "other", "test", "-e", "/etc/group").Code);
        Failure.Says(engine.Run("container", "restore", "--import", archive), 125, "already exists");
        engine.Ok("rm", "-f", "-t", "0", "box", "other");
        engine.Ok("container", "restore", "--import", archive);
        Assert.Equal("running:true:false", engine.Ok("inspect", "--format", States, "box"));
    }

    [Fact]
    public void What_the_host_lacks_is_named()
    {
        var engine = Open("runc");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "1000");
        if (TestUser.IsRootless) Failure.Says(engine.Run("container", "checkpoint", "box"), 125, "checkpointing a container requires root");
        else Failure.Says(engine.WithEnvironment("PATH", Programs("without-criu")).Run("container", "checkpoint", "box"), 125, TestedEngine.IsPodman ? [] : ["there is no criu on this host"]);
    }

    [Theory]
    [InlineData("--ignore-rootfs can only be used with --export", "checkpoint", "--ignore-rootfs", "box")]
    [InlineData("--with-previous can not be used with --pre-checkpoint", "checkpoint", "--pre-checkpoint", "--with-previous", "box")]
    [InlineData("selected compression algorithm (\"x\") not supported", "checkpoint", "-c", "x", "box")]
    [InlineData("cannot use --import with positional arguments", "restore", "--import", "x", "box")]
    [InlineData("--tcp-established cannot be used with --name", "restore", "--import", "x", "--name", "y", "--tcp-established")]
    [InlineData("no such file or directory", "restore", "--import", "/not/there")]
    public void Options_that_contradict_are_refused(string words, params string[] arguments) =>
        Failure.Says(Open("runc").Run(["container", .. arguments]), 125, TestedEngine.IsPodman ? [] : [words]);

    private TestedEngine WithCriu()
    {
        NotInPodman("wants CRIU itself");
        NotRootless("CRIU is root's");
        var folder = Programs("with-criu");
        Program(folder, "criu", "#!/bin/sh\necho 'Version: 3.19'\n");
        Program(folder, "checkpointing", Runtime);
        return Open("runc").With("--runtime", Path.Combine(folder, "checkpointing")).WithEnvironment("PATH", $"{folder}:/usr/sbin:/usr/bin:/sbin:/bin");
    }

    // A folder of programs that has no criu, whatever the machine has. It stays as long as the containers that name a runtime in it.
    private string Programs(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Bed.Folder, name)).FullName;
        foreach (var program in (string[])["runc", "conmon"])
        {
            var path = Path.Combine(folder, program);
            var real = new[] { "/usr/sbin", "/usr/bin" }.Select(place => Path.Combine(place, program)).First(File.Exists);
            if (!Path.Exists(path)) File.CreateSymbolicLink(path, real);
        }
        return folder;
    }

    private static void Program(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }
}
