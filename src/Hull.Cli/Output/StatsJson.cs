using System.Text.Json.Serialization;

namespace Hull.Cli.Output;

/// <summary>The JSON of stats.</summary>
[JsonSerializable(typeof(IReadOnlyList<StatsJsonRow>))]
internal sealed partial class StatsJson : JsonSerializerContext;
