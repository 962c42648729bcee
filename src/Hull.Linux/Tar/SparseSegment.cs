namespace Hull.Linux.Tar;

/// <summary>A stretch of a sparse file that has data; what lies between the stretches is holes, which read as zeros.</summary>
/// <param name="Offset">Where in the file it begins.</param>
/// <param name="Length">How many bytes of data it has.</param>
public readonly record struct SparseSegment(long Offset, long Length);
