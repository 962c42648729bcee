using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hull.Templates.Tests.Json;

internal sealed record SampleRecord
{
    [JsonPropertyName("id")]
    public string Id { get; init; } = "";

    public int Count { get; init; }

    public long Long { get; init; }

    public sbyte Small { get; init; }

    public byte Tiny { get; init; }

    public uint Unsigned { get; init; }

    public ulong Wide { get; init; }

    public short Short { get; init; }

    public ushort Word { get; init; }

    public double Ratio { get; init; }

    public float Single { get; init; }

    public bool On { get; init; }

    public DateTimeOffset When { get; init; }

    public DateTime Plain { get; init; }

    public int? Maybe { get; init; }

    public List<string> Tags { get; init; } = [];

    public Dictionary<string, string> Labels { get; init; } = [];

    public SampleRecord? Child { get; init; }

    public List<SampleRecord> Children { get; init; } = [];

    public JsonElement Free { get; init; } = JsonSerializer.SerializeToElement(0);

    [JsonConverter(typeof(JsonStringEnumConverter<SampleMode>))]
    public SampleMode Mode { get; init; }
}
