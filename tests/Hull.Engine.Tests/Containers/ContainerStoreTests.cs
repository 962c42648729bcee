using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Store;

namespace Hull.Engine.Tests.Containers;

public sealed class ContainerStoreTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hull-containers-").FullName;
    private readonly StorePaths _paths;
    private readonly StateDatabase _database;
    private readonly ContainerStore _store;

    public ContainerStoreTests()
    {
        _paths = new StorePaths { Root = _directory, RunRoot = Path.Join(_directory, "run") };
        new BootMarker(_paths).MakeDirectories();
        _database = new StateDatabase(_paths.Database);
        _store = new ContainerStore(_database, _paths);
    }

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void Finds_by_id_name_and_beginning_of_the_id()
    {
        var config = Insert("abc", "web");

        Assert.Equal(config.Id, _store.Find(config.Id).Config.Id);
        Assert.Equal(config.Id, _store.Find("web").Config.Id);
        Assert.Equal(config.Id, _store.Find("abc").Config.Id);
        Assert.Null(_store.TryFind("abd"));
        Assert.Null(_store.TryFind("we"));
    }

    [Fact]
    public void A_name_wins_over_a_beginning_of_an_id()
    {
        Insert("abc", "web");
        var named = Insert("123", "abc");

        Assert.Equal(named.Id, _store.Find("abc").Config.Id);
    }

    [Fact]
    public void Refuses_a_beginning_that_fits_several()
    {
        Insert("abc", "one");
        Insert("abd", "two");

        var error = Assert.Throws<EngineException>(() => _store.Find("ab"));
        Assert.Equal(ErrorKind.InvalidArgument, error.Kind);
    }

    [Fact]
    public void Names_what_is_missing_in_podmans_words()
    {
        var error = Assert.Throws<EngineException>(() => _store.Find("nope"));
        Assert.Equal(ErrorKind.NotFound, error.Kind);
        Assert.Equal("no container with name or ID \"nope\" found: no such container", error.Message);
    }

    [Fact]
    public void Refuses_a_name_in_use_and_names_its_owner()
    {
        var owner = Insert("abc", "web");

        var error = Assert.Throws<EngineException>(() => Insert("123", "web"));

        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Contains(owner.Id, error.Message, StringComparison.Ordinal);
        Assert.Single(_store.List());
    }

    [Fact]
    public void A_lease_reads_afresh_and_saves()
    {
        var config = Insert("abc", "web");
        using (var lease = _store.Lease(config.Id)) lease.Save(lease.State with { Status = ContainerStatus.Exited, ExitCode = 7 });

        using var again = _store.Lease(config.Id);
        Assert.Equal(7, again.State.ExitCode);
        Assert.Null(_store.TryLeaseNow(config.Id));
    }

    [Fact]
    public void A_removed_container_leaves_its_exit_code_and_no_lock_file()
    {
        var config = Insert("abc", "web");
        using (var lease = _store.Lease(config.Id)) lease.Delete(42, DateTimeOffset.UnixEpoch.AddYears(60));

        Assert.Null(_store.TryFind(config.Id));
        Assert.Equal(42, _store.FindExit("web")?.Code);
        Assert.Equal(42, _store.FindExit("abc")?.Code);
        Assert.Null(_store.TryLeaseExisting(config.Id));
        Assert.Empty(Directory.EnumerateFiles(_paths.Locks));
    }

    [Fact]
    public async Task A_lease_waits_for_the_one_before()
    {
        var config = Insert("abc", "web");
        var first = _store.Lease(config.Id);
        var second = Task.Run(() =>
        {
            using var database = new StateDatabase(_paths.Database);
            using var lease = new ContainerStore(database, _paths).Lease(config.Id);
            return lease.State.ExitCode;
        });

        first.Save(first.State with { ExitCode = 9 });
        Assert.False(second.IsCompleted);
        first.Dispose();

        Assert.Equal(9, await second);
    }

    [Fact]
    public void The_latest_is_the_one_made_last()
    {
        Insert("abc", "old", DateTimeOffset.UnixEpoch);
        var newer = Insert("123", "new", DateTimeOffset.UnixEpoch.AddDays(1));
        Assert.Equal(newer.Id, _store.Latest()?.Config.Id);
    }

    private ContainerConfig Insert(string idStart, string name, DateTimeOffset? created = null)
    {
        var config = SampleContainers.Config(idStart.PadRight(64, '0'), name, created ?? DateTimeOffset.UnixEpoch);
        using var held = _store.LockNew(config.Id);
        _store.Insert(config, new ContainerState(), _ => { });
        return config;
    }
}
