using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Engine.Events;
using Hull.Engine.Store;
using Hull.Engine.Tests.Containers;
using Hull.Engine.Volumes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hull.Engine.Tests.Volumes;

public sealed class VolumeStoreTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hull-volumes-").FullName;
    private readonly StorePaths _paths;
    private readonly StateDatabase _database;
    private readonly VolumeRooms _rooms;
    private readonly ContainerStore _containers;

    public VolumeStoreTests()
    {
        _paths = new StorePaths { Root = _directory, RunRoot = Path.Join(_directory, "run") };
        new BootMarker(_paths).MakeDirectories();
        _database = new StateDatabase(_paths.Database);
        var settings = new EngineSettings { Root = _directory, RunRoot = Path.Join(_directory, "run"), TmpDir = _directory, Rootless = false };
        _rooms = new VolumeRooms(_paths, _database, new EventWriter(settings, _paths, TimeProvider.System, NullLogger.Instance), TimeProvider.System, NullLogger.Instance);
        _containers = new ContainerStore(_database, _paths);
    }

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void Finds_by_name_and_by_the_beginning_of_one()
    {
        Create("data");
        Create("data-old");
        Create("logs");

        Assert.Equal("data", _rooms.Store.Find("data").Config.Name);
        Assert.Equal("logs", _rooms.Store.Find("lo").Config.Name);
        Assert.Equal("no volume with name \"x\" found: no such volume", Assert.Throws<EngineException>(() => _rooms.Store.Find("x")).Message);
        Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(() => _rooms.Store.Find("da")).Kind);
    }

    [Fact]
    public void A_name_is_taken_once_unless_the_caller_does_not_mind()
    {
        Create("data");

        Assert.Equal("volume with name data already exists: volume already exists", Assert.Throws<EngineException>(() => Create("data")).Message);
        Assert.Equal("data", _rooms.Create.Run(new VolumeSpec { Name = "data", IgnoreIfExists = true }).Name);
    }

    [Fact]
    public void A_directory_of_somebody_else_is_never_taken_for_a_volume()
    {
        Directory.CreateDirectory(Path.Join(_directory, "volumes", "foreign", "_data"));

        Assert.Equal(ErrorKind.Conflict, Assert.Throws<EngineException>(() => Create("foreign")).Kind);
        Assert.Null(_rooms.Store.TryGet("foreign"));
    }

    [Fact]
    public void A_volume_that_a_container_uses_stays()
    {
        Create("data");
        Insert("abc", new NamedVolume { Name = "data", Dest = "/x" });

        var error = Assert.Throws<EngineException>(() => _rooms.Remove.Run("data"));
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.StartsWith("volume data is being used by the following container(s): abc", error.Message, StringComparison.Ordinal);
        Assert.Equal(["data"], _rooms.Store.Used());
    }

    [Fact]
    public void Anonymous_volumes_go_with_the_last_container_that_asks_for_it()
    {
        var own = new NamedVolume { Name = "own", Dest = "/x", IsAnonymous = true };
        Create("kept");
        Create("own");
        var first = Insert("abc", own, new NamedVolume { Name = "kept", Dest = "/y" });
        var second = Insert("def", own);

        Assert.Empty(_containers.Delete(first, 0, DateTimeOffset.UnixEpoch, withVolumes: true));
        Assert.Equal(["own"], _containers.Delete(second, 0, DateTimeOffset.UnixEpoch, withVolumes: true));
        Assert.Null(_rooms.Store.TryGet("own"));
        Assert.NotNull(_rooms.Store.TryGet("kept"));
    }

    [Fact]
    public void A_removal_that_was_killed_is_gone_on_with()
    {
        Create("data");
        File.WriteAllText(Path.Join(_paths.VolumeData("data"), "file"), "x");
        Assert.Empty(_rooms.Store.BeginRemoval("data"));
        Assert.Null(_rooms.Store.TryGet("data"));

        _rooms.Sweep.Run();

        Assert.False(Directory.Exists(_paths.Volume("data")));
        Create("data");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_paths.VolumeData("data")));
    }

    [Fact]
    public void A_container_cannot_use_a_volume_that_is_gone() => Assert.Equal(
        "no volume with name \"nope\" found: no such volume",
        Assert.Throws<EngineException>(() => Insert("abc", new NamedVolume { Name = "nope", Dest = "/x" })).Message);

    [Fact]
    public void A_new_container_brings_the_volumes_that_are_missing()
    {
        Create("there");
        var config = Config("abc", new NamedVolume { Name = "there", Dest = "/x" }, new NamedVolume { Name = "new", Dest = "/y" });
        using (var brought = new BringVolumes(_rooms.Store, _rooms.Create, _rooms.Remove, config))
        {
            _containers.Insert(config, new ContainerState(), brought.Insert);
            brought.MakeDirectories();
        }

        Assert.True(Directory.Exists(_paths.VolumeData("new")));
        Assert.Equal(["new", "there"], _rooms.Store.Used().Order());
        var strict = Config("def", new NamedVolume { Name = "missing", Dest = "/x", Options = ["nocreate"] });
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<EngineException>(() => new BringVolumes(_rooms.Store, _rooms.Create, _rooms.Remove, strict)).Kind);
    }

    private void Create(string name) => _rooms.Create.Run(new VolumeSpec { Name = name });

    private ContainerConfig Insert(string id, params NamedVolume[] volumes)
    {
        var config = Config(id, volumes);
        _containers.Insert(config, new ContainerState(), connection => VolumeUses.Insert(connection, config));
        return config;
    }

    private static ContainerConfig Config(string id, params NamedVolume[] volumes)
    {
        var config = SampleContainers.Config(id.PadRight(64, '0'), id, DateTimeOffset.UnixEpoch);
        return config with { Spec = config.Spec with { Volumes = volumes } };
    }
}
