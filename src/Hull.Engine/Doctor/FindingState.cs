using System.Text.Json.Serialization;

namespace Hull.Engine.Doctor;

/// <summary>How well a thing of the host serves the engine.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingState>))]
public enum FindingState
{
    /// <summary>As it should be.</summary>
    [JsonStringEnumMemberName("good")] Good,

    /// <summary>Containers run, but something that some of them want does not work.</summary>
    [JsonStringEnumMemberName("warning")] Warning,

    /// <summary>Containers do not run.</summary>
    [JsonStringEnumMemberName("bad")] Bad,
}
