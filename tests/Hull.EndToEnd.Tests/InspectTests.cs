using System.Text.Json;
using Hull.EndToEnd.Tests.Harness;
using Hull.Engine.Tests.Golden;

namespace Hull.EndToEnd.Tests;

/// <summary>
/// inspect of five real containers, made by the very commands by which podman's answers were recorded (Golden/make.sh of the engine's
/// tests): each key is there with its type, but for the differences that docs/inspect-differences.md lists with their reasons.
/// </summary>
public sealed class InspectTests(EngineBed bed) : EngineTest(bed)
{
    private const string GoldenImage = "localhost/golden:1";

    [Theory]
    [Runtimes("plain")]
    [Runtimes("dressed")]
    [Runtimes("limited")]
    [Runtimes("open")]
    [Runtimes("ended")]
    public void A_container_has_podmans_keys_and_types(string runtime, string name)
    {
        var engine = Open(runtime);
        MakeImage(engine);
        Make(engine, name);
        var differences = Differences.Of(GoldenJson.Read(name + ".json"), First(engine.Ok("container", "inspect", name)));
        engine.Ok("rm", "-f", "-t", "0", name);
        engine.Ok("rmi", GoldenImage);
        Assert.Empty(differences.Except(TestedEngine.IsPodman ? [] : Differences.Listed("Containers")));
    }

    [Fact]
    public void An_image_has_podmans_keys_and_types()
    {
        var engine = Open("crun");
        MakeImage(engine);
        var differences = Differences.Of(GoldenJson.Read("image.json"), First(engine.Ok("image", "inspect", GoldenImage)));
        engine.Ok("rmi", GoldenImage);
        Assert.Empty(differences.Except(TestedEngine.IsPodman ? [] : Differences.Listed("Images")));
    }

    [Theory]
    [InlineData("info", "info.json", "info")]
    [InlineData("version", "version.json", "version")]
    public void The_engine_tells_of_itself_what_podman_tells(string command, string golden, string heading)
    {
        if (command == "info") NotRootless("the recorded answer is root's: it maps no ids");
        using var document = JsonDocument.Parse(Open("crun").Ok(command, "--format", "json"));
        var differences = Differences.Of(GoldenJson.Read(golden), document.RootElement);
        Assert.Empty(differences.Except(TestedEngine.IsPodman ? [] : Differences.Listed(heading)));
    }

    [Theory]
    [InlineData("{{.State.Running}}", "true")]
    [InlineData("{{.Config.Image}}", Image)]
    [InlineData("{{.ImageName}}", Image)]
    [InlineData("{{.Name}}", "box")]
    [InlineData("{{json .Config.Cmd}}", "[\"sleep\",\"100\"]")]
    [InlineData("{{.HostConfig.NetworkMode}}", "none")]
    [InlineData("{{range .Mounts}}{{.Destination}}{{end}}", "")]
    [InlineData("{{.RestartCount}}", "0")]
    public void Fields_of_a_format(string format, string expected)
    {
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "100");
        Assert.Equal(expected, engine.Ok("inspect", "--format", format, "box"));
    }

    [Fact]
    public void The_process_number_is_that_of_the_container()
    {
        var engine = Open("crun");
        engine.Ok("run", "-d", "--name", "box", "--network", "none", Image, "sleep", "123");
        var pid = engine.Ok("inspect", "--format", "{{.State.Pid}}", "box");
        Assert.Equal("sleep\0123\0", Bed.Run("cat", $"/proc/{pid}/cmdline").Out);
        var monitor = engine.Ok("inspect", "--format", "{{.State.ConmonPid}}", "box");
        Assert.Contains("conmon", Bed.Run("cat", $"/proc/{monitor}/cmdline").Out);
    }

    [Fact]
    public void A_format_that_cannot_be_read_is_refused_with_its_place() =>
        Failure.Says(Open("crun").Run("image", "inspect", "--format", "{{.Id", Image), 125, "1:");

    private static JsonElement First(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement[0].Clone();
    }

    private void MakeImage(TestedEngine engine)
    {
        var root = Path.Combine(Temp, "image");
        foreach (var folder in new[] { "bin", "etc", "tmp", "home/u" }) Directory.CreateDirectory(Path.Combine(root, folder));
        File.Copy("/bin/busybox", Path.Combine(root, "bin/busybox"), overwrite: true);
        foreach (var name in new[] { "sh", "sleep", "true" }) File.CreateSymbolicLink(Path.Combine(root, "bin", name), "busybox");
        File.WriteAllText(Path.Combine(root, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\nu:x:1000:1000:u:/home/u:/bin/sh\n");
        File.WriteAllText(Path.Combine(root, "etc/group"), "root:x:0:\nu:x:1000:\n");
        Directory.CreateDirectory(Path.Combine(Temp, "ro"));
        Directory.CreateDirectory(Path.Combine(Temp, "rw"));
        Shell.Run("tar", "-C", root, "-cf", Path.Combine(Temp, "image.tar"), ".").Ok();
        string[] changes = ["-c", "CMD [\"/bin/sh\"]", "-c", "ENV PATH=/bin", "-c", "LABEL made=here", "-c", "WORKDIR /tmp"];
        engine.Ok(["import", "-q", .. changes, Path.Combine(Temp, "image.tar"), GoldenImage]);
    }

    private void Make(TestedEngine engine, string name)
    {
        // Podman's built-in limits are too high for a machine with lower hard limits, and one --ulimit makes it take them again.
        string[] options = name switch
        {
            "plain" => ["-d", "--network", "none", GoldenImage, "sleep", "1000"],
            "dressed" =>
            [
                "-dit", "--network", "none", "--hostname", "inside", "-e", "A=1", "-e", "B=2", "--label", "l=v", "--label", "m=w", "--annotation", "note=yes",
                "-v", $"{Temp}/ro:/ro:ro", "-v", $"{Temp}/rw:/rw", "--tmpfs", "/scratch:size=1m,mode=1777", GoldenImage, "sh",
            ],
            "limited" =>
            [
                "-d", "--network", "none", "-m", "64m", "--cpus", "0.5", "--pids-limit", "50", "--ulimit", "nofile=100:200", "--ulimit", "nproc=1000:1000",
                "--read-only", "--cap-drop", "all", "--cap-add", "net_raw", "--security-opt", "no-new-privileges", "--security-opt", "seccomp=unconfined",
                GoldenImage, "sleep", "1000",
            ],
            "open" => ["-d", "--privileged", "--network", "host", "--pid", "host", "--ipc", "host", "--uts", "host", GoldenImage, "sleep", "1000"],
            _ =>
            [
                "--network", "none", "--entrypoint", "[\"/bin/sh\",\"-c\"]", "-u", "u", "-w", "/home/u", "--stop-signal", "USR1", "--stop-timeout", "3",
                GoldenImage, "exit 7",
            ],
        };
        Assert.Equal(name == "ended" ? 7 : 0, engine.Run(["run", "--name", name, .. options]).Code);
    }
}
