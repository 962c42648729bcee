using Hull.Images.Layers;

namespace Hull.Engine.Containers.RootFiles;

/// <summary>Says what an archive lacks, or has in a state that never was.</summary>
internal static class WrittenNotes
{
    // Enough to see where it happened.
    private const int MostNamed = 10;

    /// <summary>Sentences for the user.</summary>
    public static IReadOnlyList<string> Of(WrittenLayer written)
    {
        var notes = new List<string>();
        foreach (var path in written.SkippedSockets.Take(MostNamed)) notes.Add($"/{path}: left out: an archive cannot hold a socket");
        foreach (var path in written.ChangedFiles.Take(MostNamed)) notes.Add($"/{path}: changed while it was read: its content may be a mixture");
        var more = Math.Max(written.SkippedSockets.Count - MostNamed, 0) + Math.Max(written.ChangedFiles.Count - MostNamed, 0);
        if (more > 0) notes.Add($"{more} more files of this kind");
        return notes;
    }
}
