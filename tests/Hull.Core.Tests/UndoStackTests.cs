namespace Hull.Core.Tests;

public sealed class UndoStackTests
{
    [Fact]
    public void Unwinds_newest_first()
    {
        var order = new List<string>();
        var undo = new UndoStack();
        undo.Push("one", () => order.Add("one"));
        undo.Push("two", () => order.Add("two"));

        Assert.Empty(undo.Unwind());
        Assert.Equal(["two", "one"], order);
    }

    [Fact]
    public void Carries_on_past_an_undo_that_fails_and_names_it()
    {
        var reached = false;
        var undo = new UndoStack();
        undo.Push("first", () => reached = true);
        undo.Push("mount /x", () => throw new EngineException(ErrorKind.PermissionDenied, "umount /x: Operation not permitted"));

        var error = Assert.Single(undo.Unwind());

        Assert.True(reached);
        Assert.Equal(ErrorKind.PermissionDenied, error.Kind);
        Assert.Equal("undoing mount /x: umount /x: Operation not permitted", error.Message);
    }

    [Fact]
    public void Keeping_forgets_what_was_pushed()
    {
        var undone = false;
        var undo = new UndoStack();
        undo.Push("effect", () => undone = true);
        undo.Keep();

        Assert.Empty(undo.Unwind());
        Assert.False(undone);
    }

    [Fact]
    public void Does_not_hide_a_fault_of_our_own()
    {
        var undo = new UndoStack();
        undo.Push("effect", () => throw new InvalidOperationException("a bug"));

        Assert.Throws<InvalidOperationException>(() => undo.Unwind());
    }
}
