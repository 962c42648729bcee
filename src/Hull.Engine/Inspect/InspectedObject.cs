using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hull.Engine.Containers.Inspect;
using Hull.Engine.Volumes;

namespace Hull.Engine.Inspect;

/// <summary>What `inspect` found by a name: one of the members is set.</summary>
public sealed record InspectedObject
{
    /// <summary>The container.</summary>
    public InspectedContainer? Container { get; init; }

    /// <summary>The image.</summary>
    public InspectedImage? Image { get; init; }

    /// <summary>The volume.</summary>
    public InspectedVolume? Volume { get; init; }

    /// <summary>How the object is written as JSON: what templates learn its fields and types from, with <see cref="GoNames"/>.</summary>
    public JsonTypeInfo JsonType => Container is not null ? InspectedContainer.JsonType : Volume is not null ? InspectedVolume.JsonType : InspectedImage.JsonType;

    /// <summary>The object as JSON.</summary>
    public JsonElement ToJson() => Container is not null
        ? JsonSerializer.SerializeToElement(Container, InspectedContainer.JsonType)
        : Volume is not null ? JsonSerializer.SerializeToElement(Volume, InspectedVolume.JsonType)
        : JsonSerializer.SerializeToElement(Image!, InspectedImage.JsonType);
}
