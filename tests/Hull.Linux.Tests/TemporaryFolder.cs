using Hull.Linux.Processes;

namespace Hull.Linux.Tests;

/// <summary>A private folder that is gone with everything in it at the end of a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("hull-test-").FullName;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Folder(string name) => Directory.CreateDirectory(this[name]).FullName;

    public string File(string name, string content = "")
    {
        System.IO.File.WriteAllText(this[name], content);
        return this[name];
    }

    public void Dispose()
    {
        // rm also takes what Directory.Delete stumbles over (device files, names that are not UTF-8).
        var run = RunAndCapture.Run(new SpawnRequest { Program = "rm", Arguments = ["-rf", "--one-file-system", Path] });
        Assert.True(run.Status.IsSuccess, run.ErrorText);
    }
}
