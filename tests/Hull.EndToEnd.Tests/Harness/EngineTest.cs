namespace Hull.EndToEnd.Tests.Harness;

/// <summary>
/// A test of the real executable. After each, all containers are removed and everything the engine could leave behind is compared with
/// what was there before.
/// </summary>
public abstract class EngineTest : IClassFixture<EngineBed>, IDisposable
{
    /// <summary>A shell and its friends; its command is sh.</summary>
    public const string Image = "localhost/test/busybox:latest";

    /// <summary>An image in which every field of the configuration is set.</summary>
    public const string ConfigImage = "localhost/test/config:latest";

    private readonly EngineBed _bed;
    private TestedEngine? _engine;

    protected EngineTest(EngineBed bed)
    {
        Assert.SkipUnless(Native.EffectiveUser() == 0, "namespaces, cgroups and mounts of the test bed need root");
        KnownGaps.SkipThese();
        Assert.True(File.Exists(TestedEngine.BuiltBinary), $"{TestedEngine.BuiltBinary} is not there: make build");
        _bed = bed;
        // Without capital letters: podman takes a folder's path for the name of the image in it.
        Temp = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"he-t-{Guid.NewGuid():N}")).FullName;
        TestUser.Admit(Temp);
    }

    /// <summary>A folder of this test, outside the store; it goes with the test.</summary>
    protected string Temp { get; }

    internal Bed Bed => _bed.Bed;

    internal TestedEngine Open(string runtime) => _engine = _bed.Open(runtime);

    /// <summary>`run --rm --network none` of the test image with further options, then its command.</summary>
    internal static Result RunIn(TestedEngine engine, string[] options, params string[] command) =>
        engine.Run(["run", "--rm", "--network", "none", .. options, Image, .. command]);

    /// <summary>For what podman does not have, or does otherwise on purpose; hull's own way stands in the test.</summary>
    internal static void NotInPodman(string why) => Assert.SkipWhen(TestedEngine.IsPodman, "podman: " + why);

    /// <summary>Mounts the folder in which a container waits for <see cref="OpenGate"/>.</summary>
    protected string Gate => $"--volume={Temp}:/gate";

    /// <summary>
    /// A shell's wait for <see cref="OpenGate"/>. An exec that lets a container go would be killed with it when the container ends before the exec does.
    /// </summary>
    protected const string AwaitGate = "while [ ! -e /gate/open ]; do sleep 0.05; done";

    protected void OpenGate() => TempFile("open", "");

    /// <summary>Why tests of the bridge are not for an ordinary user.</summary>
    internal const string RootsBridge = "a user's containers have no bridge";

    /// <summary>For what an ordinary user cannot have, whoever the engine is.</summary>
    internal static void NotRootless(string why) => Assert.SkipWhen(TestUser.IsRootless, "rootless: " + why);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        Directory.Delete(Temp, recursive: true);
        if (_engine is null) return;
        _engine.Ok("rm", "--force", "--all", "--volumes", "--time", "0");
        _bed.MustBeAsBefore(_engine);
    }

    protected string TempFile(string name, string content)
    {
        var path = Path.Combine(Temp, name);
        File.WriteAllText(path, content);
        return path;
    }
}
