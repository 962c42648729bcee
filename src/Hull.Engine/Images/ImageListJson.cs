using System.Text.Json.Serialization;

namespace Hull.Engine.Images;

/// <summary>The JSON of image lists, with Podman's names.</summary>
[JsonSerializable(typeof(IReadOnlyList<ListedImage>))]
[JsonSerializable(typeof(MountedImage))]
public sealed partial class ImageListJson : JsonSerializerContext;
