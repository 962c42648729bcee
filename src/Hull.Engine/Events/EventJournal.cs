using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Hull.Engine.Json;
using Hull.Linux.Journal;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Events;

/// <summary>
/// Events in the host's journal, in the fields that podman-events(1) lists. The identifier is Hull's own, so that each engine tells of
/// its own containers; journalctl finds both by PODMAN_EVENT.
/// </summary>
internal sealed class EventJournal(TimeProvider time, ILogger log) : IEventLog
{
    private const string Identifier = "hull";

    /// <inheritdoc/>
    public void Append(EngineEvent happened)
    {
        List<(string, string)> fields =
        [
            ("SYSLOG_IDENTIFIER", Identifier),
            ("PRIORITY", "6"),
            ("MESSAGE", EventText.Of(happened, whole: true)),
            ("PODMAN_EVENT", EventWords.Of(happened.Status)),
            ("PODMAN_TYPE", EventWords.Of(happened.Type)),
            ("PODMAN_TIME", GoTimeConverter.Format(happened.Time.ToUniversalTime())),
        ];
        Add(fields, "PODMAN_ID", happened.Id);
        Add(fields, "PODMAN_NAME", happened.Name);
        Add(fields, "PODMAN_IMAGE", happened.Image);
        Add(fields, "PODMAN_NETWORK_NAME", happened.Network);
        Add(fields, "PODMAN_POD_ID", happened.PodId);
        Add(fields, "PODMAN_HEALTH_STATUS", happened.HealthStatus);
        Add(fields, "PODMAN_HEALTH_LOG", happened.HealthLog);
        Add(fields, "PODMAN_HEALTH_FAILING_STREAK", happened.HealthFailingStreak == 0 ? "" : Number(happened.HealthFailingStreak));
        Add(fields, "ERROR", happened.Error);
        Add(fields, "PODMAN_EXIT_CODE", happened.ContainerExitCode is { } code ? Number(code) : "");
        Add(fields, "PODMAN_OOM_KILLED", happened.OomKilled == true ? "true" : "");
        Add(fields, "PODMAN_CONTAINER_INSPECT_DATA", happened.ContainerInspectData);
        if (happened.Attributes is { } attributes)
            fields.Add(("PODMAN_LABELS", JsonSerializer.Serialize(attributes, EventJson.Default.IReadOnlyDictionaryStringString)));
        HostJournal.Write(fields);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<EngineEvent> Read(EventsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = request.EndOfStream(time, cancellationToken);
        using var journal = new JournalReader(("SYSLOG_IDENTIFIER", Identifier));
        if (request.Since is { } since) journal.Seek(since);
        else if (!request.FromStart) journal.SeekEnd();
        while (true)
        {
            while (journal.Next())
            {
                if (Of(journal) is not { } happened) log.UnknownEvent("the journal");
                else if (request.Wants(happened)) yield return happened;
            }
            cancellationToken.ThrowIfCancellationRequested();
            if (!request.Stream || end.IsCancellationRequested) yield break;
            await journal.WaitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static EngineEvent? Of(JournalReader entry)
    {
        if (EventWords.TypeOf(entry.Text("PODMAN_TYPE") ?? "") is not { } type || EventWords.StatusOf(entry.Text("PODMAN_EVENT") ?? "") is not { } status) return null;
        return new EngineEvent
        {
            Type = type,
            Status = status,
            Time = DateTimeOffset.TryParse(entry.Text("PODMAN_TIME"), CultureInfo.InvariantCulture, out var moment) ? moment : entry.Time,
            Id = entry.Text("PODMAN_ID") ?? "",
            Name = entry.Text("PODMAN_NAME") ?? "",
            Image = entry.Text("PODMAN_IMAGE") ?? "",
            Network = entry.Text("PODMAN_NETWORK_NAME") ?? "",
            PodId = entry.Text("PODMAN_POD_ID") ?? "",
            HealthStatus = entry.Text("PODMAN_HEALTH_STATUS") ?? "",
            HealthLog = entry.Text("PODMAN_HEALTH_LOG") ?? "",
            HealthFailingStreak = NumberOf(entry, "PODMAN_HEALTH_FAILING_STREAK") ?? 0,
            Error = entry.Text("ERROR") ?? "",
            ContainerExitCode = NumberOf(entry, "PODMAN_EXIT_CODE"),
            OomKilled = status == EventStatus.Died ? entry.Text("PODMAN_OOM_KILLED") == "true" : null,
            ContainerInspectData = entry.Text("PODMAN_CONTAINER_INSPECT_DATA") ?? "",
            Attributes = Attributes(entry.Bytes("PODMAN_LABELS")),
        };
    }

    private static IReadOnlyDictionary<string, string>? Attributes(byte[]? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize(json, EventJson.Default.IReadOnlyDictionaryStringString);
        }
        catch (JsonException)
        {
            // Written by somebody else under this identifier.
            return null;
        }
    }

    private static void Add(List<(string, string)> fields, string name, string value)
    {
        if (value.Length > 0) fields.Add((name, value));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int? NumberOf(JournalReader entry, string field) =>
        int.TryParse(entry.Text(field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
