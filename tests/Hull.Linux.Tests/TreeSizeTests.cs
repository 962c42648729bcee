using Hull.Linux.Processes;

namespace Hull.Linux.Tests;

public sealed class TreeSizeTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hull-size-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Adds_the_lengths_of_all_files_up()
    {
        Write("a", 10);
        Write("sub/b", 1000);
        Write("sub/deeper/c", 100_000);
        Directory.CreateDirectory(Path.Join(_directory, "empty"));
        Assert.Equal(101_010, TreeSize.Of(_directory));
    }

    [Fact]
    public void Counts_a_file_of_several_names_once_and_follows_no_link()
    {
        Write("a", 10);
        Assert.True(RunAndCapture.Run(new SpawnRequest { Program = "/bin/ln", Arguments = [Path.Join(_directory, "a"), Path.Join(_directory, "also-a")] }).Status.IsSuccess);
        File.CreateSymbolicLink(Path.Join(_directory, "link"), "/etc");
        File.CreateSymbolicLink(Path.Join(_directory, "file-link"), "/etc/passwd");
        Assert.Equal(10, TreeSize.Of(_directory));
    }

    [Fact]
    public void Nothing_there_has_no_size() => Assert.Equal(0, TreeSize.Of(Path.Join(_directory, "missing")));

    private void Write(string path, int length)
    {
        var full = Path.Join(_directory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, new byte[length]);
    }
}
