using Hull.Linux;

namespace Hull.Engine.Containers.RootFiles;

/// <summary>One path that differs.</summary>
/// <param name="Kind">How.</param>
/// <param name="Path">The absolute path inside; bytes that are no text are escaped.</param>
public readonly record struct FileChange(FileChangeKind Kind, string Path)
{
    /// <summary>The letter by which lists show the kind: A, C or D.</summary>
    public char Letter => Kind switch { FileChangeKind.Added => 'A', FileChangeKind.Changed => 'C', _ => 'D' };

    internal static FileChange Of(FileChangeKind kind, ReadOnlySpan<byte> path) => new(kind, "/" + new RawPath(path.ToArray()));
}
