using System.Runtime.ExceptionServices;

namespace Hull.Images.Layers;

/// <summary>The first error of the workers, for the reader to find.</summary>
internal sealed class UnpackFailure
{
    private ExceptionDispatchInfo? _first;

    public bool IsSet => Volatile.Read(ref _first) is not null;

    public void Set(Exception exception) => Interlocked.CompareExchange(ref _first, ExceptionDispatchInfo.Capture(exception), null);

    public void ThrowIfSet() => Volatile.Read(ref _first)?.Throw();
}
