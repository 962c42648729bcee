using System.Text.Json.Serialization;

namespace Hull.Templates.Tests.Json;

[JsonSerializable(typeof(SampleRecord))]
[JsonSerializable(typeof(List<SampleRecord>))]
[JsonSerializable(typeof(Dictionary<string, SampleRecord>))]
internal sealed partial class SampleContext : JsonSerializerContext;
