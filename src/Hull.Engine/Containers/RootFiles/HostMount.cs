namespace Hull.Engine.Containers.RootFiles;

/// <summary>A file or directory of the host that a container's process sees at a place inside.</summary>
/// <param name="Destination">The place inside, absolute.</param>
/// <param name="Source">The path on the host.</param>
/// <param name="IsReadOnly">Whether it may not be written.</param>
internal readonly record struct HostMount(string Destination, string Source, bool IsReadOnly)
{
    /// <summary>The path below the source that is seen instead of all of it, found so that no link leads out; null for all.</summary>
    public string? SubPath { get; init; }

    /// <summary>Whether a path inside is the place, or lies below it.</summary>
    public bool Holds(string path) =>
        path.StartsWith(Destination, StringComparison.Ordinal) && (path.Length == Destination.Length || path[Destination.Length] == '/');
}
