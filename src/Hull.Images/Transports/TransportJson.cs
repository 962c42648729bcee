using System.Text.Json.Serialization;

namespace Hull.Images.Transports;

/// <summary>The source-generated JSON of archive formats.</summary>
[JsonSourceGenerationOptions(AllowDuplicateProperties = false, RespectNullableAnnotations = true, MaxDepth = 16)]
[JsonSerializable(typeof(DockerArchiveItem[]))]
[JsonSerializable(typeof(Dictionary<string, Dictionary<string, string>>))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class TransportJson : JsonSerializerContext;
