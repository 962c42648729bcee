namespace Hull.Core.Tests;

public sealed class ConflictsTests
{
    [Fact]
    public void Goes_on_with_the_other_value_and_tells_all_at_the_end()
    {
        var conflicts = new Conflicts();
        Assert.Equal(1, conflicts.Try(() => 1, 0));
        Assert.Equal(0, conflicts.Try<int>(() => throw new EngineException(ErrorKind.InvalidArgument, "one", "mend one"), 0));
        conflicts.Try(() => throw new EngineException(ErrorKind.InvalidArgument, "two"));
        conflicts.Try(() => throw new EngineException(ErrorKind.InvalidArgument, "one", "mend one"));
        var error = Assert.Throws<EngineException>(conflicts.ThrowIfAny);
        Assert.Equal((ErrorKind.InvalidArgument, "one; two", "mend one"), (error.Kind, error.Message, error.Hint));
    }

    [Fact]
    public void One_failure_stays_as_it_is()
    {
        var conflicts = new Conflicts();
        conflicts.Try(() => throw new EngineException(ErrorKind.NotFound, "gone", "look"));
        var error = Assert.Throws<EngineException>(conflicts.ThrowIfAny);
        Assert.Equal((ErrorKind.NotFound, "gone", "look"), (error.Kind, error.Message, error.Hint));
    }

    [Fact]
    public void Failures_of_several_kinds_are_a_wrong_request()
    {
        var conflicts = new Conflicts();
        conflicts.Try(() => throw new EngineException(ErrorKind.NotFound, "gone"));
        conflicts.Try(() => throw new EngineException(ErrorKind.Unsupported, "cannot"));
        Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(conflicts.ThrowIfAny).Kind);
    }

    [Fact]
    public void A_fault_of_the_engine_comes_through_at_once() =>
        Assert.Throws<EngineException>(() => new Conflicts().Try(() => throw new EngineException(ErrorKind.Internal, "fault")));

    [Fact]
    public void Nothing_found_is_no_error() => new Conflicts().ThrowIfAny();
}
