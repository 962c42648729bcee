namespace Hull.Core;

/// <summary>
/// The undo of every effect made so far, run in reverse when a verb fails half-way. An undo that fails does not stop the others; its error
/// is collected. <see cref="Keep"/> forgets them all: the verb succeeded.
/// </summary>
public sealed class UndoStack
{
    private readonly Stack<(string What, Action Undo)> _undos = new();

    /// <summary>Remembers how to undo an effect that has just been made (or is about to be: undos are idempotent).</summary>
    /// <param name="what">The effect's name, for the error if its undo fails: "mount /x".</param>
    /// <param name="undo">Takes the effect back; must be safe when the effect is only half made.</param>
    public void Push(string what, Action undo) => _undos.Push((what, undo));

    /// <summary>Forgets all undos: what was done stays.</summary>
    public void Keep() => _undos.Clear();

    /// <summary>Runs the undos, newest first, and returns the errors of those that failed, each naming its effect.</summary>
    public IReadOnlyList<EngineException> Unwind()
    {
        var errors = new List<EngineException>();
        while (_undos.TryPop(out var step))
        {
            try
            {
                step.Undo();
            }
            catch (Exception e) when (e is EngineException or IOException or UnauthorizedAccessException)
            {
                errors.Add(new EngineException((e as EngineException)?.Kind ?? ErrorKind.Internal, $"undoing {step.What}: {e.Message}", inner: e));
            }
        }
        return errors;
    }
}
