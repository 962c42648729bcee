using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Store;
using Hull.Engine.Tests.Containers;

namespace Hull.Engine.Tests.Systemwide;

/// <summary>A store of its own in a temporary directory, with containers that never ran.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hull-system-").FullName;

    public string Root => Path.Join(_directory, "root");

    public string RunRoot => Path.Join(_directory, "run");

    public EngineSettings Settings => new() { Root = Root, RunRoot = RunRoot, TmpDir = Path.Join(RunRoot, "tmp"), Rootless = false, CgroupManager = "cgroupfs" };

    public ContainerEngine Open() => ContainerEngine.Open(Settings);

    /// <summary>Makes the store with containers in it.</summary>
    public void Make(params (string Name, ContainerStatus Status)[] containers)
    {
        using var engine = Open();
        using var database = new StateDatabase(engine.Paths.Database);
        var store = new ContainerStore(database, engine.Paths);
        foreach (var (name, status) in containers)
        {
            var id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)));
            Directory.CreateDirectory(engine.Paths.Upper(id));
            store.Insert(SampleContainers.Config(id, name, DateTimeOffset.UnixEpoch), new ContainerState { Status = status }, _ => { });
        }
    }

    public string File(string path, string text = "x")
    {
        var full = Path.Join(_directory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllText(full, text);
        return full;
    }

    public StorePaths Paths => new() { Root = Root, RunRoot = RunRoot };

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
