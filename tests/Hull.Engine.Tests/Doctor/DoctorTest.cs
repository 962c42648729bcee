using Hull.Engine.Configuration;
using Hull.Engine.Doctor;
using Hull.Linux.Cgroups;
using Hull.Linux.Mounts;

namespace Hull.Engine.Tests.Doctor;

/// <summary>A host made of a few files, on which one thing is broken.</summary>
public abstract class DoctorTest : IDisposable
{
    private readonly TemporaryRoot _root = new();

    internal TemporaryRoot Root => _root;

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _root.Dispose();
    }

    /// <summary>User ann, 1001, whose environment is empty.</summary>
    internal ExaminedHost User(params (string Path, string Text)[] files) => Host(rootless: true, files);

    internal ExaminedHost Administrator(params (string Path, string Text)[] files) => Host(rootless: false, files);

    internal static Finding Only(IEnumerable<Finding> findings, string name) => Assert.Single(findings, finding => finding.Name == name);

    internal static void Is(FindingState state, string detail, string? mend, Finding finding)
    {
        Assert.Equal(state, finding.State);
        Assert.Contains(detail, finding.Detail);
        if (mend is null) Assert.Null(finding.Mend);
        else Assert.Contains(mend, finding.Mend);
    }

    private ExaminedHost Host(bool rootless, (string Path, string Text)[] files)
    {
        foreach (var (path, text) in files) _root.Write(path[1..], text);
        return new ExaminedHost
        {
            Settings = new EngineSettings
            {
                Root = _root.Path("store"),
                RunRoot = _root.Path("run/hull"),
                TmpDir = "",
                Rootless = rootless,
                Engine = new EngineTable { HelperBinariesDir = [Path.GetDirectoryName(_root.WriteProgram("helpers/hull"))!] },
            },
            UserId = rootless ? 1001u : 0,
            GroupId = rootless ? 1001u : 0,
            UserName = rootless ? "ann" : "root",
            Prefix = _root.Directory,
            KernelRelease = "6.1.0-18-amd64",
            Variable = static _ => null,
            Mounts = static () => [],
            Cgroups = static () => new CgroupLayout { Hierarchies = [] },
            Chains = static () => [],
            KnowsBridge = static _ => false,
            TakenSubnets = static () => [],
            Run = static (program, _) => throw new InvalidOperationException($"{program} was run"),
        };
    }

    /// <summary>mountinfo with one line for "/".</summary>
    internal static IReadOnlyList<MountEntry> RootMount(string propagation) => MountTable.Parse($"21 1 8:1 / / rw,relatime {propagation}- ext4 /dev/sda1 rw\n");
}
