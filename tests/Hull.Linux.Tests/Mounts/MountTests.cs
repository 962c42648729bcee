using Hull.Core;
using Hull.Linux.Mounts;
using Hull.Linux.Namespaces;
using Hull.Linux.Processes;

namespace Hull.Linux.Tests.Mounts;

public sealed class MountTests
{
    private static MountEntry EntryAt(string path) => MountTable.Read().FindLast(entry => entry.MountPoint == path)!;

    [Fact]
    public void Mounts_a_file_system_with_flags_and_options() => PrivateMounts.Run(folder =>
    {
        var target = folder.Folder("with blank\\and #");
        Mount.FileSystem("tmpfs", "hull-test", target, MountFlags.NoDevices | MountFlags.NoSetUserId, "size=64k,mode=0711");
        var entry = EntryAt(target);
        Assert.Equal(("tmpfs", "hull-test", MountFlags.NoDevices | MountFlags.NoSetUserId), (entry.FileSystemType, entry.Source, entry.Flags));
        Assert.Contains("size=64k", entry.SuperOptions);
        Assert.True(Mount.Unmount(target));
        Assert.False(Mount.Unmount(target));
        Assert.False(Mount.Detach(target));
        Assert.False(Mount.Detach(folder["missing"]));
    });

    [Fact]
    public void Read_only_bind_refuses_writes_and_leaves_the_source_writable() => PrivateMounts.Run(folder =>
    {
        var source = folder.Folder("source");
        var target = folder.Folder("target");
        Mount.FileSystem("tmpfs", "outer", source, MountFlags.NoExecute);
        Directory.CreateDirectory(Path.Combine(source, "inner"));
        Mount.FileSystem("tmpfs", "inner", Path.Combine(source, "inner"));
        Mount.Bind(source, target, recursive: true, MountFlags.ReadOnly | MountFlags.NoDevices);

        Assert.Equal(MountFlags.ReadOnly | MountFlags.NoDevices | MountFlags.NoExecute, EntryAt(target).Flags);
        Assert.Equal(MountFlags.ReadOnly | MountFlags.NoDevices, EntryAt(Path.Combine(target, "inner")).Flags);
        Assert.ThrowsAny<IOException>(() => File.WriteAllText(Path.Combine(target, "inner/file"), ""));
        File.WriteAllText(Path.Combine(source, "inner/file"), "x");
        Assert.Equal("x", File.ReadAllText(Path.Combine(target, "inner/file")));
    });

    [Fact]
    public void Plain_bind_leaves_mounts_below_behind() => PrivateMounts.Run(folder =>
    {
        var source = folder.Folder("source");
        Directory.CreateDirectory(Path.Combine(source, "inner"));
        Mount.FileSystem("tmpfs", "inner", Path.Combine(source, "inner"));
        Mount.Bind(source, folder.Folder("target"));
        Assert.Equal("/", "/" + string.Join('/', MountTable.Read().Where(e => e.MountPoint.StartsWith(folder["target/"])).Select(e => e.MountPoint)));
    });

    [Fact]
    public void Busy_mount_is_a_conflict_that_detach_overrides() => PrivateMounts.Run(folder =>
    {
        var target = folder.Folder("target");
        Mount.FileSystem("tmpfs", "busy", target);
        using (File.Create(Path.Combine(target, "open")))
        {
            Assert.Equal(ErrorKind.Conflict, Assert.Throws<EngineException>(() => Mount.Unmount(target)).Kind);
            Assert.True(Mount.Detach(target));
        }

        Assert.Empty(Directory.GetFileSystemEntries(target));
    });

    [Theory]
    [InlineData(Propagation.Shared, "shared:")]
    [InlineData(Propagation.Unbindable, "unbindable")]
    public void Sets_propagation(Propagation propagation, string shown) => PrivateMounts.Run(folder =>
    {
        var target = folder.Folder("target");
        Mount.FileSystem("tmpfs", "t", target);
        Assert.Empty(EntryAt(target).Propagation);
        Mount.SetPropagation(target, propagation);
        Assert.StartsWith(shown, Assert.Single(EntryAt(target).Propagation));
        Mount.SetPropagation(target, Propagation.Private);
        Assert.Empty(EntryAt(target).Propagation);
    });

    [Fact]
    public void Slave_receives_from_its_master() => PrivateMounts.Run(folder =>
    {
        var master = folder.Folder("master");
        var slave = folder.Folder("slave");
        Mount.FileSystem("tmpfs", "t", master);
        Mount.SetPropagation(master, Propagation.Shared);
        Mount.Bind(master, slave);
        Mount.SetPropagation(slave, Propagation.Slave);
        Assert.StartsWith("master:", Assert.Single(EntryAt(slave).Propagation));
        Directory.CreateDirectory(Path.Combine(master, "new"));
        Mount.FileSystem("tmpfs", "seen", Path.Combine(master, "new"));
        Assert.Equal("seen", EntryAt(Path.Combine(slave, "new")).Source);
    });

    [Fact]
    public void Error_names_the_target() => PrivateMounts.Run(folder =>
    {
        var error = Assert.Throws<EngineException>(() => Mount.Bind("/etc", folder["missing"]));
        Assert.Equal((ErrorKind.NotFound, $"bind /etc at {folder["missing"]}: No such file or directory"), (error.Kind, error.Message));
        Assert.Throws<EngineException>(() => Mount.FileSystem("no-such-type", "x", folder.Folder("t")));
    });

    [Fact]
    public void Detaches_all_below_and_only_those_and_may_be_repeated() => PrivateMounts.Run(folder =>
    {
        var root = folder.Folder("root");
        var sibling = folder.Folder("root-sibling");
        Mount.FileSystem("tmpfs", "sibling", sibling);
        Mount.FileSystem("tmpfs", "1", root);
        foreach (var name in new[] { "a", "a/b", "a/b/c d" })
        {
            Directory.CreateDirectory(Path.Combine(root, name));
            Mount.FileSystem("tmpfs", name, Path.Combine(root, name));
        }

        Mount.FileSystem("tmpfs", "stacked", Path.Combine(root, "a"));
        using var busy = File.Create(Path.Combine(root, "a/open"));
        Assert.Equal(5, DetachAllBelow.Run(root + "/"));
        Assert.Equal(0, DetachAllBelow.Run(root));
        Assert.Equal("sibling", EntryAt(sibling).Source);
        Assert.Empty(Directory.GetFileSystemEntries(root));
    });

    [Fact]
    public void Detached_mount_is_attached_whole_or_not_at_all() => PrivateMounts.Run(folder =>
    {
        var source = folder.Folder("source");
        File.WriteAllText(Path.Combine(source, "file"), "x");
        var before = MountTable.Read().Count;
        using (var unused = DetachedMount.CloneOf(source)) Assert.Equal(before, MountTable.Read().Count);
        Assert.Equal(before, MountTable.Read().Count);

        using var clone = DetachedMount.CloneOf(source);
        clone.AddFlags(MountFlags.ReadOnly | MountFlags.NoAccessTime);
        clone.Attach(folder.Folder("target"));
        var entry = EntryAt(folder["target"]);
        Assert.Equal(MountFlags.ReadOnly | MountFlags.NoAccessTime, entry.Flags & ~MountFlags.NoDirectoryAccessTime);
        Assert.Equal("x", File.ReadAllText(folder["target/file"]));
    });

    [Fact]
    public void Detached_mount_of_a_file_goes_onto_an_open_file() => PrivateMounts.Run(folder =>
    {
        using var source = File.OpenHandle(folder.File("source", "from source"));
        using var target = File.OpenHandle(folder.File("target"));
        using (var mount = DetachedMount.CloneOf(source)) mount.Attach(target);
        Assert.Equal("from source", File.ReadAllText(folder["target"]));
        Assert.Equal(1, DetachAllBelow.Run(folder["target"]));
        Assert.Equal("", File.ReadAllText(folder["target"]));
    });

    [Fact]
    public void Ids_of_a_mount_are_mapped_by_a_user_namespace() => PrivateMounts.Run(folder =>
    {
        using var child = Spawn.Start(new SpawnRequest { Program = "unshare", Arguments = ["-U", "sleep", "60"] });
        var initial = NamespaceFile.TryGetId(0, NamespaceKinds.User);
        while (NamespaceFile.TryGetId(child.Pid, NamespaceKinds.User) == initial) Thread.Yield();
        File.WriteAllText($"/proc/{child.Pid}/uid_map", "0 100000 65536");
        File.WriteAllText($"/proc/{child.Pid}/gid_map", "0 200000 65536");
        using var users = NamespaceFile.TryOpen(child.Pid, NamespaceKinds.User)!;
        child.Kill(Signal.Kill);
        child.WaitForExit();

        var source = folder.Folder("source");
        File.WriteAllText(Path.Combine(source, "file"), "");
        using var mount = DetachedMount.CloneOf(source);
        try
        {
            mount.MapIds(users);
        }
        catch (EngineException e) when (e.InnerException is LinuxException { ErrorNumber: Errno.EINVAL })
        {
            Assert.Skip($"the file system of {folder.Path} takes no idmapped mounts");
        }

        mount.Attach(folder.Folder("target"));
        var owner = RunAndCapture.Run(new SpawnRequest { Program = "stat", Arguments = ["-c", "%u %g", folder["source/file"], folder["target/file"]] });
        Assert.Equal("0 0\n100000 200000\n", owner.OutputText);
    });
}
