using Hull.Linux.Tar;

namespace Hull.Linux.Copying;

/// <summary>Where entries go: a tree (<see cref="PlaceEntries"/>) or an archive (<see cref="ArchiveEntries"/>).</summary>
public interface IEntrySink
{
    /// <summary>Takes one entry; a directory comes before what is in it.</summary>
    /// <param name="entry">What it is; its name is relative, without a closing slash.</param>
    /// <param name="content">A regular file's content, else null.</param>
    /// <exception cref="Core.EngineException">The kernel refused, or the entry may not be.</exception>
    void Add(TarEntry entry, EntryContent? content);

    /// <summary>Whether a directory of the source is what the copy goes into: copying it would never end.</summary>
    /// <param name="directory">What statx says of it.</param>
    bool IsTarget(FileStatus directory);
}
