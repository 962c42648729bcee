using System.Text.Json.Serialization;

namespace Hull.Engine.Events;

/// <summary>The JSON of attributes in the journal.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
internal sealed partial class EventJson : JsonSerializerContext;
