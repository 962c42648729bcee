using System.Text.Json.Serialization;

namespace Hull.Engine.Systemwide;

/// <summary>What separates containers from the host.</summary>
public sealed record InfoSecurity
{
    /// <summary>Whether AppArmor is on.</summary>
    [JsonPropertyName("apparmorEnabled")] public bool ApparmorEnabled { get; init; }

    /// <summary>What a container gets by default, joined by commas.</summary>
    [JsonPropertyName("capabilities")] public required string Capabilities { get; init; }

    /// <summary>Whether the engine runs without root.</summary>
    [JsonPropertyName("rootless")] public bool Rootless { get; init; }

    /// <summary>Whether the kernel filters system calls.</summary>
    [JsonPropertyName("seccompEnabled")] public bool SeccompEnabled { get; init; }

    /// <summary>The filter of containers that ask for none.</summary>
    [JsonPropertyName("seccompProfilePath")] public required string SeccompProfilePath { get; init; }

    /// <summary>Whether SELinux is on.</summary>
    [JsonPropertyName("selinuxEnabled")] public bool SelinuxEnabled { get; init; }
}
