using System.Text.Json.Serialization;

namespace Hull.Cli.Options.Values;

/// <summary>The JSON that stands in option values.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class OptionJson : JsonSerializerContext;
