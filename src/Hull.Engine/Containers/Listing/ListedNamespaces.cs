using System.Text.Json.Serialization;

namespace Hull.Engine.Containers.Listing;

/// <summary>The inode numbers of a running container's namespaces, as text.</summary>
public sealed record ListedNamespaces
{
    /// <summary>cgroup.</summary>
    [JsonPropertyName("Cgroup"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Cgroup { get; init; }

    /// <summary>IPC.</summary>
    [JsonPropertyName("Ipc"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Ipc { get; init; }

    /// <summary>Mounts.</summary>
    [JsonPropertyName("Mnt"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Mnt { get; init; }

    /// <summary>Network.</summary>
    [JsonPropertyName("Net"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Net { get; init; }

    /// <summary>PIDs.</summary>
    [JsonPropertyName("Pidns"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Pidns { get; init; }

    /// <summary>Users.</summary>
    [JsonPropertyName("User"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? User { get; init; }

    /// <summary>Host name.</summary>
    [JsonPropertyName("Uts"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Uts { get; init; }
}
