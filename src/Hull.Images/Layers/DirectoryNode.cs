using Hull.Linux;
using Hull.Linux.Files;
using Hull.Linux.Tar;

namespace Hull.Images.Layers;

/// <summary>A directory that exists in the tree being unpacked. The directory on disk is private, so these are all there are.</summary>
internal sealed class DirectoryNode
{
    /// <summary>The path from the root; empty for the root.</summary>
    public required byte[] Path { get; init; }

    /// <summary>The directory it lies in; null for the root.</summary>
    public required DirectoryNode? Parent { get; init; }

    /// <summary>How far from the root.</summary>
    public required int Depth { get; init; }

    /// <summary>The directories made in it, those that were removed again included.</summary>
    public List<DirectoryNode> Children { get; } = [];

    /// <summary>The last component.</summary>
    public ReadOnlySpan<byte> Name => Path.AsSpan(Path.AsSpan().LastIndexOf((byte)'/') + 1);

    /// <summary>Its own descriptor while it is held open.</summary>
    public DirectoryHandle? Handle { get; set; }

    /// <summary>The worker that makes the files in it: two in one directory would wait for each other in the kernel.</summary>
    public required int Worker { get; init; }

    /// <summary>The last entry that said what it is like; null for a directory that is only implied.</summary>
    public TarEntry? Entry { get; set; }

    /// <summary>It hides what the parent layers have in it.</summary>
    public bool IsOpaque { get; set; }

    /// <summary>The layer removed the parent layers' thing of this name and made the directory anew: theirs says nothing of it.</summary>
    public bool IsReplacement { get; set; }

    /// <summary>The path as results show it.</summary>
    public RawPath Shown => Parent is null ? RawPath.Of(".") : new RawPath(Path);
}
