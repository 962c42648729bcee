using Hull.Linux.Tar;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Copying;

/// <summary>The content of a regular file on its way, holes kept where both ends know them.</summary>
public abstract class EntryContent : IDisposable
{
    /// <summary>Writes it to a new, empty file.</summary>
    /// <param name="file">Open for writing.</param>
    /// <exception cref="Core.EngineException">The kernel refused, or the source broke off.</exception>
    public abstract void WriteTo(SafeFileHandle file);

    /// <summary>Writes as many bytes as the entry has said, holes as zeros.</summary>
    /// <param name="archive">The archive, its entry begun.</param>
    /// <exception cref="Core.EngineException">The source broke off.</exception>
    public abstract void WriteTo(TarWriter archive);

    /// <summary>
    /// The same content held for another thread, which may read it when this one has gone on, and disposes it; null where it can only be read here
    /// and now.
    /// </summary>
    /// <exception cref="Core.EngineException">No descriptors are left.</exception>
    public virtual EntryContent? TryDetach() => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives up what is held.</summary>
    /// <param name="disposing">True: nothing here waits for the garbage collector.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
