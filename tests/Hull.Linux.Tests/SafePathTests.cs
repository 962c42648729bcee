using System.Text;
using Hull.Core;
using Hull.Linux.Processes;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Tests;

public sealed class SafePathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SafeFileHandle _root;

    public SafePathTests()
    {
        var run = RunAndCapture.Run(new SpawnRequest
        {
            Program = "/bin/bash",
            WorkingDirectory = _folder.Path,
            Arguments = ["-euc", """
                mkdir -p root/etc root/usr/lib outside/etc root/proc; echo outside > outside/secret; echo outside > secret; echo inside > root/secret
                echo inside > root/etc/passwd; ln -s usr/lib root/lib; ln -s /etc root/abs; ln -s ../../../../secret root/climb
                ln -s ../outside root/out; ln -s /nowhere/at/all root/dangling; ln -s loop root/loop; mkfifo root/fifo; echo x > root/usr/lib/x
                ln -s /proc/self/fd root/fds; ln -s "$PWD/outside/secret" root/hostpath
                """],
        });
        Assert.True(run.Status.IsSuccess, run.ErrorText);
        _root = SafePath.OpenRoot(_folder["root"]);
    }

    public void Dispose()
    {
        _root.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("etc/passwd", "inside\n")]
    [InlineData("/etc/passwd", "inside\n")]
    [InlineData("abs/passwd", "inside\n")]
    [InlineData("lib/x", "x\n")]
    [InlineData("climb", "inside\n")]
    [InlineData("../../../secret", "inside\n")]
    [InlineData("etc/../../secret", "inside\n")]
    [InlineData("hostpath", null)]
    [InlineData("out/secret", null)]
    [InlineData("dangling", null)]
    [InlineData("etc/passwd/x", null)]
    [InlineData("none", null)]
    public void Reads_inside_the_root_only(string path, string? content)
    {
        var bytes = SafePath.TryReadAllBytes(_root, path, 100);
        Assert.Equal(content, bytes is null ? null : Encoding.UTF8.GetString(bytes));
    }

    [Theory]
    [InlineData("fifo", ErrorKind.InvalidArgument, "a named pipe")]
    [InlineData("etc", ErrorKind.InvalidArgument, "a directory")]
    [InlineData("loop", ErrorKind.InvalidArgument, "a loop")]
    [InlineData("bad\0name", ErrorKind.InvalidArgument, "NUL")]
    public void Refuses_to_read_what_is_no_regular_file(string path, ErrorKind kind, string reason)
    {
        var error = Assert.Throws<EngineException>(() => SafePath.TryReadAllBytes(_root, path, 100));
        Assert.Equal(kind, error.Kind);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(6, false)]
    [InlineData(0, false)]
    [InlineData(int.MaxValue, true)]
    public void Caps_the_size_of_what_it_reads(int most, bool allowed)
    {
        if (allowed) Assert.Equal(7, SafePath.TryReadAllBytes(_root, "secret", most)!.Length);
        else Assert.Equal(ErrorKind.ResourceExhausted, Assert.Throws<EngineException>(() => SafePath.TryReadAllBytes(_root, "secret", most)).Kind);
    }

    [Fact]
    public void Reads_files_whose_size_the_kernel_does_not_say()
    {
        using var proc = SafePath.OpenRoot("/proc");
        Assert.StartsWith("Linux version", Encoding.UTF8.GetString(SafePath.TryReadAllBytes(proc, "version", 4096)!), StringComparison.Ordinal);
        Assert.Equal(ErrorKind.ResourceExhausted, Assert.Throws<EngineException>(() => SafePath.TryReadAllBytes(proc, "version", 10)).Kind);
    }

    [Fact]
    public void Refuses_links_that_the_kernel_makes_up()
    {
        using var proc = SafePath.OpenRoot("/proc");
        Assert.Throws<EngineException>(() => SafePath.TryFind(proc, "self/root/etc"));
    }

    [Fact]
    public void Reads_a_host_file_with_the_same_care()
    {
        Assert.Equal("outside\n", Encoding.UTF8.GetString(SafePath.ReadHostFile(_folder["secret"], 100)));
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<EngineException>(() => SafePath.ReadHostFile(_folder["none"], 100)).Kind);
        Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => SafePath.ReadHostFile("/dev/zero", 100)).Kind);
        Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => SafePath.ReadHostFile(_folder["root/fifo"], 100)).Kind);
    }

    [Fact]
    public void Tells_what_a_path_is()
    {
        Assert.Equal(FileType.SymbolicLink, SafePath.TryStatus(_root, "lib", followLast: false)!.Value.Type);
        Assert.Equal(FileType.Directory, SafePath.TryStatus(_root, "lib")!.Value.Type);
        Assert.Equal((FileType.Fifo, 0x1a4u), (SafePath.TryStatus(_root, "fifo")!.Value.Type, SafePath.TryStatus(_root, "fifo")!.Value.Mode));
        Assert.Equal(7, SafePath.TryStatus(_root, "secret")!.Value.Size);
        Assert.Null(SafePath.TryStatus(_root, "dangling"));
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<EngineException>(() => SafePath.Find(_root, "dangling")).Kind);
    }

    [Theory]
    [InlineData("a/b/c", "a/b/c")]
    [InlineData("/a//b/./c/", "a/b/c")]
    [InlineData("lib/new/dir", "usr/lib/new/dir")]
    [InlineData("abs/new", "etc/new")]
    [InlineData("new/../other", "other")]
    [InlineData("../../up", "up")]
    public void Makes_directories_inside_the_root(string path, string made)
    {
        var before = Directory.GetFileSystemEntries(_folder["outside"], "*", SearchOption.AllDirectories);
        using (var directory = SafePath.MakeDirectories(_root, path, 0x1ff)) Assert.Equal(FileType.Directory, SafePath.Status(directory).Type);
        Assert.Equal((FileType.Directory, 0x1ffu), (SafePath.TryStatus(_root, made)!.Value.Type, SafePath.TryStatus(_root, made)!.Value.Mode));
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder["outside"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Leaves_directories_that_are_there_as_they_are()
    {
        var before = SafePath.TryStatus(_root, "usr/lib");
        SafePath.MakeDirectories(_root, "/usr/lib", 0x1ff, (12, 34)).Dispose();
        Assert.Equal(before, SafePath.TryStatus(_root, "usr/lib"));
    }

    [Fact]
    public void Gives_new_directories_their_owner()
    {
        Support.OwnThread.SkipUnlessRoot();
        SafePath.MakeDirectories(_root, "usr/new/er", 0x1e8, (12, 34)).Dispose();
        foreach (var path in new[] { "usr/new", "usr/new/er" })
        {
            var status = SafePath.TryStatus(_root, path)!.Value;
            Assert.Equal((12u, 34u, 0x1e8u), (status.Uid, status.Gid, status.Mode));
        }
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("secret/x")]
    [InlineData("dangling")]
    [InlineData("dangling/x")]
    [InlineData("fifo/x")]
    public void Refuses_to_make_directories_through_what_is_none(string path)
        => Assert.Equal(ErrorKind.Conflict, Assert.Throws<EngineException>(() => SafePath.MakeDirectories(_root, path, 0x1ed)).Kind);
}
