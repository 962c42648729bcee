using Hull.Core;
using Hull.Linux.Mounts;
using Hull.Linux.Namespaces;
using Hull.Linux.Processes;

namespace Hull.Linux.Tests.Namespaces;

public sealed class NamespaceTests
{
    private static NamespaceId Own(NamespaceKinds kind) => NamespaceFile.TryGetId(0, kind)!.Value;

    private static string[] Devices() => [.. File.ReadAllLines("/proc/thread-self/net/dev").Skip(2).Select(line => line.Split(':')[0].Trim())];

    [Fact]
    public void New_namespaces_are_the_thread_s_alone()
    {
        PrivateMounts.RequireRoot();
        NamespaceKinds[] kinds = [NamespaceKinds.Mount, NamespaceKinds.Network, NamespaceKinds.Uts, NamespaceKinds.Ipc, NamespaceKinds.Cgroup];
        var before = kinds.Select(Own).ToArray();
        IsolatedThread.Run([], kinds.Aggregate((a, b) => a | b), () => Assert.All(kinds.Zip(before), pair => Assert.NotEqual(pair.Second, Own(pair.First))));
        Assert.Equal(before, kinds.Select(Own));
    }

    [Fact]
    public void Enters_the_namespaces_of_a_process_by_its_pidfd()
    {
        PrivateMounts.RequireRoot();
        using var child = Spawn.Start(new SpawnRequest { Program = "unshare", Arguments = ["-n", "-u", "sleep", "60"] });
        var outside = Own(NamespaceKinds.Network);
        while (NamespaceFile.TryGetId(child.Pid, NamespaceKinds.Network) == outside || NamespaceFile.TryGetId(child.Pid, NamespaceKinds.Uts) == Own(NamespaceKinds.Uts))
            Thread.Yield();
        var seen = IsolatedThread.Run(
            [new NamespaceEntry(child.Handle, NamespaceKinds.Network | NamespaceKinds.Uts)], NamespaceKinds.None,
            () => (Own(NamespaceKinds.Network), Own(NamespaceKinds.Uts), Devices()));
        Assert.Equal((NamespaceFile.TryGetId(child.Pid, NamespaceKinds.Network), NamespaceFile.TryGetId(child.Pid, NamespaceKinds.Uts)), (seen.Item1, seen.Item2));
        Assert.Equal(["lo"], seen.Item3);
        Assert.Equal(outside, Own(NamespaceKinds.Network));
        child.Kill(Signal.Kill);
        child.WaitForExit();
        Assert.Null(NamespaceFile.TryOpen(child.Pid, NamespaceKinds.Network));
    }

    [Fact]
    public void Enters_a_mount_namespace_and_comes_through_with_result_and_error() => PrivateMounts.Run(folder =>
    {
        var target = folder.Folder("target");
        Mount.FileSystem("tmpfs", "inside", target);
        File.WriteAllText(Path.Combine(target, "file"), "only here");
        using var inside = NamespaceFile.TryOpen(0, NamespaceKinds.Mount)!;
        var text = "";
        // From a thread outside: the file is not there, and after entering it is.
        var thread = new Thread(() =>
        {
            using var process = NamespaceFile.TryOpen(Environment.ProcessId, NamespaceKinds.Mount)!;
            IsolatedThread.Run([new NamespaceEntry(process, NamespaceKinds.Mount)], NamespaceKinds.None, () => Assert.False(File.Exists(Path.Combine(target, "file"))));
            text = IsolatedThread.Run([new NamespaceEntry(inside, NamespaceKinds.Mount)], NamespaceKinds.None, () => File.ReadAllText(Path.Combine(target, "file")));
        });
        thread.Start();
        thread.Join();
        Assert.Equal("only here", text);
        Assert.Equal("on purpose", Assert.Throws<InvalidOperationException>(() => IsolatedThread.Run<int>(() => throw new InvalidOperationException("on purpose"))).Message);
    });

    [Fact]
    public void Working_directory_of_the_thread_is_its_own()
    {
        var before = Environment.CurrentDirectory;
        IsolatedThread.Run(() =>
        {
            Assert.Equal(0, Hull.Linux.Native.Libc.chdir("/"));
            Assert.True(File.Exists("etc/passwd"));
            return 0;
        });
        Assert.Equal(before, Environment.CurrentDirectory);
    }

    [Fact]
    public void What_the_kernel_refuses_is_said()
    {
        using var file = File.OpenHandle("/etc/passwd");
        var error = Assert.Throws<EngineException>(() => IsolatedThread.Run([new NamespaceEntry(file, NamespaceKinds.Network)], NamespaceKinds.None, () => { }));
        Assert.StartsWith("setns Network: ", error.Message);
        Assert.Throws<EngineException>(() => IsolatedThread.Run([], NamespaceKinds.User, () => { }));
    }

    [Fact]
    public void Persistent_network_stays_without_processes_until_it_is_deleted() => PrivateMounts.Run(folder =>
    {
        var path = folder["net"];
        PersistentNetwork.Create(path);
        using (var handle = NamespaceFile.Open(path, NamespaceKinds.Network))
        {
            Assert.NotEqual(Own(NamespaceKinds.Network), NamespaceFile.IdOf(handle));
            var (id, devices) = IsolatedThread.Run([new NamespaceEntry(handle, NamespaceKinds.Network)], NamespaceKinds.None, () => (Own(NamespaceKinds.Network), Devices()));
            Assert.Equal((NamespaceFile.IdOf(handle), "lo"), (id, string.Join(' ', devices)));
        }

        Assert.Equal(ErrorKind.Conflict, Assert.Throws<EngineException>(() => PersistentNetwork.Create(path)).Kind);
        Mount.Bind(path, path);
        PersistentNetwork.Delete(path);
        Assert.False(File.Exists(path));
        Assert.DoesNotContain(MountTable.Read(), entry => entry.MountPoint == path);
        PersistentNetwork.Delete(path);
    });

    [Fact]
    public void Only_a_namespace_of_the_right_kind_is_opened() => PrivateMounts.Run(folder =>
    {
        var error = Assert.Throws<EngineException>(() => NamespaceFile.Open("/proc/self/ns/uts", NamespaceKinds.Network));
        Assert.Equal((ErrorKind.InvalidArgument, "/proc/self/ns/uts: is a namespace of kind Uts, not Network"), (error.Kind, error.Message));
        foreach (var path in new[] { folder.File("plain"), "/dev/null", folder.Path })
            Assert.Equal($"{path}: is not a namespace", Assert.Throws<EngineException>(() => NamespaceFile.Open(path, NamespaceKinds.Network)).Message);
        RunAndCapture.Run(new SpawnRequest { Program = "mkfifo", Arguments = [folder["fifo"]] });
        Assert.Throws<EngineException>(() => NamespaceFile.Open(folder["fifo"], NamespaceKinds.Network));
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<EngineException>(() => NamespaceFile.Open(folder["missing"], NamespaceKinds.Network)).Kind);
        Assert.Throws<ArgumentOutOfRangeException>(() => NamespaceFile.TryOpen(0, NamespaceKinds.Network | NamespaceKinds.Uts));
    });
}
