using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Systemwide;

namespace Hull.Engine.Tests.Systemwide;

public sealed class ResetSystemTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Removes_the_store_and_all_in_it()
    {
        _store.Make(("a", ContainerStatus.Configured), ("b", ContainerStatus.Exited));
        var report = SystemVerbs.Reset(_store.Settings);
        Assert.Equal((2, 0), (report.Containers, report.Images));
        Assert.Empty(report.LeftAlone);
        Assert.False(Directory.Exists(_store.Root));
        Assert.False(Directory.Exists(_store.RunRoot));
    }

    [Fact]
    public void Leaves_what_is_not_the_stores_and_names_it()
    {
        _store.Make();
        var inRoot = _store.File("root/mine/important");
        var inRunRoot = _store.File("run/other");
        var report = SystemVerbs.Reset(_store.Settings);
        Assert.Equal([inRunRoot, Path.Join(_store.Root, "mine")], report.LeftAlone);
        Assert.True(File.Exists(inRoot));
        Assert.False(File.Exists(_store.Paths.Database));
    }

    [Fact]
    public void Refuses_a_directory_that_is_no_store_before_touching_it()
    {
        var file = _store.File("root/containers/important");
        var error = Assert.Throws<EngineException>(() => SystemVerbs.Reset(_store.Settings));
        Assert.Equal(ErrorKind.InvalidArgument, error.Kind);
        Assert.Contains("no store of hull's", error.Message);
        Assert.True(File.Exists(file));
        Assert.Equal(["containers"], Directory.EnumerateFileSystemEntries(_store.Root).Select(Path.GetFileName));
        Assert.False(Directory.Exists(_store.RunRoot));
    }

    [Fact]
    public void A_store_that_was_never_used_is_nothing_to_remove()
    {
        var report = SystemVerbs.Reset(_store.Settings);
        Assert.Equal((0, 0), (report.Containers, report.Images));
        Assert.False(Directory.Exists(_store.Root));
    }

    [Fact]
    public void Removes_a_store_whose_database_cannot_be_read()
    {
        _store.Make(("a", ContainerStatus.Exited));
        File.WriteAllText(_store.Paths.Database, new string('x', 8192));
        File.Delete(_store.Paths.Database + "-wal");
        File.Delete(_store.Paths.Database + "-shm");
        Assert.Empty(SystemVerbs.Reset(_store.Settings).LeftAlone);
        Assert.False(Directory.Exists(_store.Root));
    }

    [Fact]
    public void The_store_can_be_used_again_afterwards()
    {
        _store.Make(("a", ContainerStatus.Exited));
        SystemVerbs.Reset(_store.Settings);
        _store.Make(("b", ContainerStatus.Exited));
        using var engine = _store.Open();
        Assert.Equal("b", Assert.Single(engine.Containers.List()).Config.Name);
    }
}
