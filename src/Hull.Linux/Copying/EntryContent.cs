using Hull.Linux.Tar;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Copying;

/// <summary>The content of a regular file on its way, holes kept where both ends know them.</summary>
public abstract class EntryContent
{
    /// <summary>Writes it to a new, empty file.</summary>
    /// <param name="file">Open for writing.</param>
    /// <exception cref="Core.EngineException">The kernel refused, or the source broke off.</exception>
    public abstract void WriteTo(SafeFileHandle file);

    /// <summary>Writes as many bytes as the entry has said, holes as zeros.</summary>
    /// <param name="archive">The archive, its entry begun.</param>
    /// <exception cref="Core.EngineException">The source broke off.</exception>
    public abstract void WriteTo(TarWriter archive);
}
