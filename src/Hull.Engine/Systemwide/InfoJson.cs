using System.Text.Json.Serialization;

namespace Hull.Engine.Systemwide;

/// <summary>The JSON of `info` and `version`: nulls are written, as Go does, unless a member says otherwise.</summary>
[JsonSerializable(typeof(EngineInfo))]
[JsonSerializable(typeof(VersionReport))]
internal sealed partial class InfoJson : JsonSerializerContext;
