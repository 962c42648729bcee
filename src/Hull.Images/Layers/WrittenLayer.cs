using Hull.Linux;

namespace Hull.Images.Layers;

/// <summary>What writing a layer found.</summary>
public sealed record WrittenLayer
{
    /// <summary>How many entries the archive has.</summary>
    public required long Entries { get; init; }

    /// <summary>The bytes of file content in it.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>The sockets that were left out: a tar has no word for them.</summary>
    public required IReadOnlyList<RawPath> SkippedSockets { get; init; }

    /// <summary>The files that changed while they were read (<see cref="TreeOptions.TakesChanges"/>): the archive may hold a bit of both.</summary>
    public IReadOnlyList<RawPath> ChangedFiles { get; init; } = [];
}
