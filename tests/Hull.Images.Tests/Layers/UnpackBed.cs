using Hull.Images.Layers;
using Hull.Linux.Processes;

namespace Hull.Images.Tests.Layers;

/// <summary>A directory to unpack into, with a canary tree beside it that nothing may touch.</summary>
internal sealed class UnpackBed : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _canary;

    public UnpackBed()
    {
        Shell("mkdir -p canary/dir target; echo secret > canary/secret; echo deep > canary/dir/file; ln -s secret canary/link; chmod 640 canary/secret");
        _canary = Listing("canary");
    }

    public string Target => _folder["target"];

    public string Folder => _folder.Path;

    public void Dispose() => _folder.Dispose();

    public UnpackedLayer Unpack(byte[] archive, UnpackOptions? options = null)
        => LayerUnpacker.Unpack(new MemoryStream(archive), Target, options ?? UnpackOptions.Default, CancellationToken.None);

    /// <summary>Fails if anything beside the target was changed, made or removed.</summary>
    public void AssertNothingOutside()
    {
        Assert.Equal(_canary, Listing("canary"));
        Assert.Equal(["canary", "target"], Directory.EnumerateFileSystemEntries(Folder).Select(Path.GetFileName).Order());
    }

    /// <summary>The unpacked tree, a line each: path, type, mode, owner, size or target or device numbers; no times.</summary>
    public string Tree(string below = "target") => Shell($$"""
        cd {{below}}; find . -mindepth 1 -printf '%P %y %m %U:%G ' \( -type f -printf '%s\n' -o -type l -printf '%l\n' -o \( -type c -o -type b \) \
          -exec stat -c '%t:%T' {} \; -o -printf '\n' \) | sed 's/ $//' | LC_ALL=C sort
        """).TrimEnd();

    /// <summary>What this process has open in the target, by path. Other tests run in the same process, so a count of all descriptors says nothing.</summary>
    public IEnumerable<string> OpenBelowTarget() => Directory.GetFiles("/proc/self/fd")
        .Select(link => new FileInfo(link).LinkTarget ?? "")
        .Where(path => path.StartsWith(Target, StringComparison.Ordinal));

    public string Shell(string script) => Shell(Folder, script);

    public static string Shell(string directory, string script)
    {
        var run = RunAndCapture.Run(new SpawnRequest { Program = "/bin/bash", Arguments = ["-euo", "pipefail", "-c", script], WorkingDirectory = directory });
        Assert.True(run.Status.IsSuccess, run.ErrorText);
        return run.OutputText;
    }

    private string Listing(string below)
        => Shell($"cd {below}; find . -printf '%P %y %m %U:%G %s %T@ %C@ %l\\n' | LC_ALL=C sort; find . -type f -exec sha256sum {{}} + | LC_ALL=C sort");
}
