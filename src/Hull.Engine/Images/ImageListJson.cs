using System.Text.Json.Serialization;

namespace Hull.Engine.Images;

/// <summary>The JSON of image lists, with Podman's names.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, IndentSize = 4)]
[JsonSerializable(typeof(IReadOnlyList<ListedImage>))]
public sealed partial class ImageListJson : JsonSerializerContext;
