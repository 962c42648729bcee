using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Tests.Systemwide;

namespace Hull.Engine.Tests.Containers;

public sealed class RenameTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Gives_the_name_away_and_frees_the_old_one()
    {
        _store.Make(("a", ContainerStatus.Exited), ("b", ContainerStatus.Exited));
        using var engine = _store.Open();
        var id = engine.Containers.Get("a").Config.Id;
        engine.Containers.Rename("a", "c");
        engine.Containers.Rename("b", "a");
        Assert.Equal(id, engine.Containers.Get("c").Config.Id);
        Assert.Equal("c", engine.Containers.Get("c").Config.Spec.Name);
        Assert.NotEqual(id, engine.Containers.Get("a").Config.Id);
        Assert.False(engine.Containers.Exists("b"));
    }

    [Fact]
    public void Refuses_a_name_in_use_and_leaves_all_as_it_was()
    {
        _store.Make(("a", ContainerStatus.Exited), ("b", ContainerStatus.Exited));
        using var engine = _store.Open();
        var error = Assert.Throws<EngineException>(() => engine.Containers.Rename("a", "b"));
        Assert.Equal(ErrorKind.Conflict, error.Kind);
        Assert.Contains("that name is already in use", error.Message);
        Assert.True(engine.Containers.Exists("a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("-a")]
    [InlineData("ä")]
    public void Refuses_what_is_no_name(string name)
    {
        _store.Make(("a", ContainerStatus.Exited));
        using var engine = _store.Open();
        var error = Assert.Throws<EngineException>(() => engine.Containers.Rename("a", name));
        Assert.Equal((ErrorKind.InvalidArgument, "names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: invalid argument"), (error.Kind, error.Message));
    }

    [Fact]
    public void Pause_and_unpause_name_the_state_that_stands_in_the_way()
    {
        _store.Make(("a", ContainerStatus.Exited));
        using var engine = _store.Open();
        Assert.Equal("\"exited\" is not running, can't pause: container state improper", Assert.Throws<EngineException>(() => engine.Containers.Pause("a")).Message);
        Assert.EndsWith("is not paused, can't unpause: container state improper", Assert.Throws<EngineException>(() => engine.Containers.Unpause("a")).Message);
    }
}
