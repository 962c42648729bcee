using System.Text.Json.Serialization;

namespace Hull.Engine.Secrets;

/// <summary>The JSON of secrets: rows, and what inspect shows.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(InspectedSecret))]
internal sealed partial class SecretJson : JsonSerializerContext;
