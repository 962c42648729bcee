using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Copying;

/// <summary>A content on its way into a new file.</summary>
/// <param name="File">The file, open for writing; closed when it is full.</param>
/// <param name="Content">What fills it, detached.</param>
/// <param name="Run">Fills it, and gives it what it has besides content.</param>
internal sealed record FileCopy(SafeFileHandle File, EntryContent Content, Action<FileCopy> Run) : IDisposable
{
    public void Dispose()
    {
        Content.Dispose();
        File.Dispose();
    }
}
