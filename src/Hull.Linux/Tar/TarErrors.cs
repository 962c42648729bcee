using Hull.Core;

namespace Hull.Linux.Tar;

/// <summary>The words in which a broken archive is reported, always with the entry and the place.</summary>
internal static class TarErrors
{
    /// <summary>The stream breaks a rule of the format.</summary>
    /// <param name="entry">The entry's name, or empty before the first.</param>
    /// <param name="offset">Where in the stream, in bytes.</param>
    /// <param name="why">What is wrong.</param>
    public static EngineException Corrupt(RawPath entry, long offset, string why)
        => new(ErrorKind.Corrupt, entry.IsEmpty ? $"tar, at byte {offset}: {why}" : $"tar entry \"{entry}\", at byte {offset}: {why}");

    /// <summary>The stream ends where more must follow.</summary>
    /// <param name="entry">The entry's name, or empty before the first.</param>
    /// <param name="offset">Where in the stream, in bytes.</param>
    /// <param name="within">What is cut off.</param>
    public static EngineException Truncated(RawPath entry, long offset, string within)
        => Corrupt(entry, offset, $"the archive is cut off within {within}");
}
