using Hull.Linux.Files;
using Hull.Linux.Tar;

namespace Hull.Images.Layers;

/// <summary>One thing to make that is no directory, or one piece of a file's data.</summary>
internal readonly record struct FileOperation
{
    /// <summary>The entry it comes from.</summary>
    public required TarEntry Entry { get; init; }

    /// <summary>Where to make it; stays open until the operation is done.</summary>
    public required DirectoryHandle Directory { get; init; }

    /// <summary>Its name there.</summary>
    public required ReadOnlyMemory<byte> Name { get; init; }

    /// <summary>Make overlay's mark of a removed path, whatever the entry's type.</summary>
    public bool IsWhiteout { get; init; }

    /// <summary>Where a hard link's target lies.</summary>
    public DirectoryHandle? TargetDirectory { get; init; }

    /// <summary>A hard link's target's name there.</summary>
    public ReadOnlyMemory<byte> TargetName { get; init; }

    /// <summary>Where the data stands in the batch's buffer.</summary>
    public int DataStart { get; init; }

    /// <summary>How many bytes of data come with this operation.</summary>
    public int DataLength { get; init; }

    /// <summary>Goes on with the file that the operation before made.</summary>
    public bool IsContinuation { get; init; }

    /// <summary>More data follows with the next operation.</summary>
    public bool HasMore { get; init; }
}
