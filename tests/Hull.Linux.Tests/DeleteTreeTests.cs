using Hull.Core;
using Hull.Linux.Processes;
using Hull.Linux.Tests.Support;

namespace Hull.Linux.Tests;

public sealed class DeleteTreeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private void Shell(string script)
    {
        var run = RunAndCapture.Run(new SpawnRequest { Program = "/bin/bash", Arguments = ["-euc", script], WorkingDirectory = _folder.Path });
        Assert.True(run.Status.IsSuccess, run.ErrorText);
    }

    [Fact]
    public void Removes_a_tree_with_every_kind_of_name()
    {
        Shell("""
            mkdir -p t/a/b/c t/empty; echo x > t/a/f; ln t/a/f t/hard; mkfifo t/p; ln -s nowhere t/dangling
            touch "t/$(printf 'bad\xff\xfename')" "t/$(printf 'line\nbreak')" 't/ ' 't/-rf'; for i in $(seq 3000); do echo > t/a/b/$i; done
            python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("t/s")'
            """);
        DeleteTree.Delete(_folder["t"]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Follows_no_link_out_of_the_tree()
    {
        Shell("mkdir -p canary/d t/d; echo keep > canary/f; echo keep > canary/d/g; ln -s ../canary t/link; ln -s ../../canary/f t/d/f; ln -s canary top");
        DeleteTree.Delete(_folder["t"]);
        DeleteTree.Delete(_folder["top"]);
        Assert.Equal(["canary"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
        Assert.Equal("keep\n", File.ReadAllText(_folder["canary/f"]));
        Assert.Equal("keep\n", File.ReadAllText(_folder["canary/d/g"]));
    }

    [Fact]
    public void Removes_a_tree_deeper_than_any_path_may_be_long()
    {
        Shell("""
            python3 - <<'E'
            import os
            os.mkdir("t"); os.chdir("t")
            for i in range(3000):
                os.mkdir("d"); os.mkdir("e"); open("f", "w").close(); os.chdir("d")
            E
            """);
        DeleteTree.Delete(_folder["t"]);
        Assert.False(Directory.Exists(_folder["t"]));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("nothing/below/nothing")]
    public void Nothing_there_is_fine(string path)
    {
        DeleteTree.Delete(_folder[path]);
        Assert.True(Directory.Exists(_folder.Path));
    }

    [Fact]
    public void Removes_a_single_file()
    {
        DeleteTree.Delete(_folder.File("f", "x"));
        Assert.False(File.Exists(_folder["f"]));
    }

    [Fact]
    public void Empties_a_directory_but_keeps_it()
    {
        Shell("mkdir -p t/a; echo > t/a/f; echo > t/g");
        using (var directory = Native.Libc.OpenFile(_folder["t"], Native.Libc.O_DIRECTORY)) DeleteTree.Empty(directory);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["t"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stops_at_a_mount_and_leaves_its_content(bool bindOfSameFileSystem)
    {
        OwnThread.SkipUnlessRoot();
        Shell("mkdir -p t/a/volume other; echo keep > other/data");
        OwnThread.WithPrivateMounts(() =>
        {
            if (bindOfSameFileSystem) OwnThread.BindMount(_folder["other"], _folder["t/a/volume"]);
            else OwnThread.MountTmpfs(_folder["t/a/volume"]);
            File.WriteAllText(_folder["t/a/volume/data"], "keep");
            var error = Assert.Throws<EngineException>(() => DeleteTree.Delete(_folder["t"]));
            Assert.Equal(ErrorKind.Conflict, error.Kind);
            Assert.Contains("/t/a/volume: something is mounted there", error.Message, StringComparison.Ordinal);
            Assert.Equal("keep", File.ReadAllText(_folder["t/a/volume/data"]));
        });
    }

    [Fact]
    public void Takes_the_rights_that_the_modes_deny()
    {
        OwnThread.SkipUnlessRoot();
        Shell("""
            mkdir -p t/closed/in t/readonly/in t/blind/in; echo > t/readonly/f; echo > t/blind/f; echo > t/closed/in/f
            python3 - <<'E'
            import os
            os.chdir("t"); os.mkdir("deep"); os.chdir("deep")
            for i in range(80):
                os.mkdir("d"); os.chmod("d", 0o700); os.chdir("d")
            for i in range(4):
                os.mkdir("x"); open("x/f", "w").close(); os.chmod(".", 0o500); os.chdir("x")
            E
            chown -R 65534:65534 .; chmod 000 t/closed; chmod 0500 t/readonly t/readonly/in; chmod 0600 t/blind
            """);
        OwnThread.AsNobody(() => DeleteTree.Delete(_folder["t"]));
        Assert.False(Directory.Exists(_folder["t"]));
    }

    [Fact]
    public void Does_not_touch_the_mode_of_the_directory_that_holds_the_tree()
    {
        OwnThread.SkipUnlessRoot();
        Shell("mkdir -p p/t; echo > p/t/f; chown -R 65534:65534 .; chmod 0500 p");
        OwnThread.AsNobody(() =>
        {
            var error = Assert.Throws<EngineException>(() => DeleteTree.Delete(_folder["p/t"]));
            Assert.Equal(ErrorKind.PermissionDenied, error.Kind);
        });
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["p"]));
    }

    [Fact]
    public void The_root_of_the_file_system_is_refused()
        => Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => DeleteTree.Delete("/")).Kind);

    [Fact]
    public void A_directory_that_another_removes_meanwhile_is_empty()
    {
        var path = Directory.CreateTempSubdirectory("delete-tree-").FullName;
        using var directory = Hull.Linux.Native.Libc.OpenFile(path, Hull.Linux.Native.Libc.O_DIRECTORY);
        Directory.Delete(path);
        DeleteTree.Empty(directory);
        Assert.False(Directory.Exists(path));
    }
}
