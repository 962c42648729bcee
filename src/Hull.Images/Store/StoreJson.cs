using System.Text.Json.Serialization;

namespace Hull.Images.Store;

/// <summary>The source-generated JSON of what the store keeps in its rows.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class StoreJson : JsonSerializerContext;
