using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hull.Core;

namespace Hull.Oci;

/// <summary>What all image documents share: the cap on their size, and errors that name the document and the place in it.</summary>
public static class Documents
{
    /// <summary>The largest manifest, index or configuration: 4 MiB, the registries' own limit for manifests (distribution-spec, "Pushing manifests").</summary>
    public const int MaximumBytes = 4 << 20;

    internal static T Read<T>(ReadOnlySpan<byte> raw, JsonTypeInfo<T> type, string what)
        where T : class
    {
        if (raw.Length > MaximumBytes) throw Corrupt(what, $"{raw.Length} bytes, more than the {MaximumBytes} allowed");
        try
        {
            return JsonSerializer.Deserialize(raw, type) ?? throw Corrupt(what, "it is null");
        }
        catch (JsonException e)
        {
            throw new EngineException(ErrorKind.Corrupt, $"{what}: {Reason(e)}", inner: e);
        }
    }

    internal static void RefuseNulls<T>(IReadOnlyList<T>? list, string what, string field)
        where T : class
    {
        if (list is not null && list.Any(item => item is null)) throw Corrupt(what, $"{field} contains null");
    }

    internal static void RefuseNulls(IReadOnlyDictionary<string, string>? map, string what, string field)
    {
        if (map is not null && map.Values.Any(value => value is null)) throw Corrupt(what, $"{field} contains null");
    }

    internal static EngineException Corrupt(string what, string reason) => new(ErrorKind.Corrupt, $"{what}: {reason}");

    // The serializer's own text repeats path and position; its first sentence says what is wrong.
    private static string Reason(JsonException e)
    {
        var message = e.Message;
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        if (end > 0) message = message[..end];
        message = OneLine.Of(message.TrimEnd('.'), 160);
        return string.IsNullOrEmpty(e.Path) || e.Path == "$" ? $"not valid: {message}" : $"not valid at {OneLine.Of(e.Path, 100)}: {message}";
    }
}
