using System.Text.Json.Serialization;

namespace Hull.Engine.Images;

/// <summary>An image as lists show it. Its JSON is an element of libpod's image list and of `images --format json`.</summary>
public sealed record ListedImage
{
    /// <summary>The id, 64 digits.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the image it was made from, or empty.</summary>
    public required string ParentId { get; init; }

    /// <summary>Names with a tag.</summary>
    public IReadOnlyList<string>? RepoTags { get; init; }

    /// <summary>Repositories with the manifest's digests.</summary>
    public required IReadOnlyList<string> RepoDigests { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Bytes shared with other images; not measured.</summary>
    public long SharedSize { get; init; }

    /// <summary>The same as the size.</summary>
    public required long VirtualSize { get; init; }

    /// <summary>Labels; null without any.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>How many containers are of it.</summary>
    public required int Containers { get; init; }

    /// <summary>Whether no name points to it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Dangling { get; init; }

    /// <summary>All names.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The manifest's digest.</summary>
    public required string Digest { get; init; }

    /// <summary>The names it has had.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? History { get; init; }

    /// <summary>When it was made, in seconds since 1970.</summary>
    public required long Created { get; init; }

    /// <summary>When it was made.</summary>
    public required string CreatedAt { get; init; }

    /// <summary>The repository of the name that this row stands for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Repository { get; init; }

    /// <summary>The tag of the name that this row stands for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Tag { get; init; }
}
