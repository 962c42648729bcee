using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hull.Engine.Json;

namespace Hull.Engine.Events;

/// <summary>One event as a line of JSON, in the form of Podman's file: the two may be read by each other.</summary>
internal static class EventLine
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The line, with its line feed. Times are of UTC: to know the host's zone takes longer than all the rest.</summary>
    /// <param name="happened">The event.</param>
    public static ReadOnlyMemory<byte> Write(EngineEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            if (happened.ContainerExitCode is { } code) json.WriteNumber("ContainerExitCode", code);
            Text(json, "ID", happened.Id);
            Text(json, "Image", happened.Image);
            Text(json, "Name", happened.Name);
            Text(json, "network", happened.Network);
            json.WriteString("Status", EventWords.Of(happened.Status));
            json.WriteString("Time", GoTimeConverter.Format(happened.Time.ToUniversalTime()));
            json.WriteString("Type", EventWords.Of(happened.Type));
            Text(json, "health_status", happened.HealthStatus);
            Text(json, "health_log", happened.HealthLog);
            if (happened.HealthFailingStreak != 0) json.WriteNumber("health_failing_streak", happened.HealthFailingStreak);
            Text(json, "Error", happened.Error);
            if (happened.OomKilled == true) json.WriteBoolean("oom_killed", true);
            Text(json, "PodID", happened.PodId);
            Text(json, "ContainerInspectData", happened.ContainerInspectData);
            Attributes(json, happened.Attributes);
            json.WriteEndObject();
        }
        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    /// <summary>Reads a line; null where it is no event that this version knows.</summary>
    /// <param name="line">The line.</param>
    public static EngineEvent? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var json = document.RootElement;
            if (json.ValueKind != JsonValueKind.Object) return null;
            if (EventWords.TypeOf(Text(json, "Type")) is not { } type || EventWords.StatusOf(Text(json, "Status")) is not { } status) return null;
            if (!DateTimeOffset.TryParse(Text(json, "Time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return null;
            var died = status is EventStatus.Died or EventStatus.Exited;
            return new EngineEvent
            {
                Type = type,
                Status = status,
                Time = time,
                Id = Text(json, "ID"),
                Image = Text(json, "Image"),
                Name = Text(json, "Name"),
                Network = Text(json, "network"),
                PodId = Text(json, "PodID"),
                HealthStatus = Text(json, "health_status"),
                HealthLog = Text(json, "health_log"),
                HealthFailingStreak = Number(json, "health_failing_streak") ?? 0,
                Error = Text(json, "Error"),
                ContainerExitCode = Number(json, "ContainerExitCode"),
                OomKilled = died ? json.TryGetProperty("oom_killed", out var killed) && killed.ValueKind == JsonValueKind.True : null,
                ContainerInspectData = Text(json, "ContainerInspectData"),
                Attributes = Attributes(json),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Text(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0) json.WriteString(name, value);
    }

    private static string Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    private static int? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    private static void Attributes(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? attributes)
    {
        if (attributes is null)
        {
            json.WriteNull("Attributes");
            return;
        }
        json.WriteStartObject("Attributes");
        foreach (var (name, value) in attributes) json.WriteString(name, value);
        json.WriteEndObject();
    }

    private static Dictionary<string, string>? Attributes(JsonElement json)
    {
        if (!json.TryGetProperty("Attributes", out var value) || value.ValueKind != JsonValueKind.Object) return null;
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
            if (property.Value.ValueKind == JsonValueKind.String) attributes[property.Name] = property.Value.GetString()!;
        return attributes;
    }
}
