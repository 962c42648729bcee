namespace Hull.Core;

/// <summary>
/// Gathers what is wrong with a request, so that its author is told all of it at once and not one thing a try. Each check runs whether or
/// not those before it failed.
/// </summary>
public sealed class Conflicts
{
    private readonly List<EngineException> _found = [];

    /// <summary>Decides one thing; where that fails, the failure is kept and the other value stands in for it until all is told.</summary>
    /// <param name="decide">The decision.</param>
    /// <param name="otherwise">What the decisions after it go on with.</param>
    /// <exception cref="EngineException">Internal: a fault of Hull's own is no conflict, and comes through at once.</exception>
    public T Try<T>(Func<T> decide, T otherwise)
    {
        ArgumentNullException.ThrowIfNull(decide);
        try
        {
            return decide();
        }
        catch (EngineException e) when (e.Kind != ErrorKind.Internal)
        {
            _found.Add(e);
            return otherwise;
        }
    }

    /// <summary>Checks one thing.</summary>
    /// <param name="check">The check.</param>
    /// <exception cref="EngineException">Internal: as <see cref="Try{T}"/>.</exception>
    public void Try(Action check)
    {
        ArgumentNullException.ThrowIfNull(check);
        Try(
            () =>
            {
                check();
                return true;
            },
            otherwise: true);
    }

    /// <summary>Tells what was found: one failure as it is, several in one message, each once, between semicolons.</summary>
    /// <exception cref="EngineException">Something was found; its kind is the one that all have, else InvalidArgument.</exception>
    public void ThrowIfAny()
    {
        if (_found.Count == 0) return;
        var messages = _found.Select(e => e.Message).Distinct(StringComparer.Ordinal).ToList();
        if (messages.Count == 1) throw new EngineException(_found[0].Kind, _found[0].Message, _found[0].Hint, _found[0]);
        var kind = _found.TrueForAll(e => e.Kind == _found[0].Kind) ? _found[0].Kind : ErrorKind.InvalidArgument;
        var hints = _found.Select(e => e.Hint).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        throw new EngineException(kind, string.Join("; ", messages), hints.Count > 0 ? string.Join("; ", hints) : null, new AggregateException(_found));
    }
}
