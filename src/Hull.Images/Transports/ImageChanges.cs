using System.Globalization;
using System.Text.Json;
using Hull.Core;
using Hull.Linux.Processes;
using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>
/// The instructions of `--change` of import and commit (podman-import(1)): CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, ONBUILD, STOPSIGNAL, USER,
/// VOLUME, WORKDIR; "KEY value" or "KEY=value". CMD and ENTRYPOINT in exec form (a JSON array) or shell form.
/// </summary>
public static class ImageChanges
{
    /// <summary>Applies instructions in order; later ones replace or add as in a Containerfile.</summary>
    /// <param name="defaults">What was there before.</param>
    /// <param name="changes">The instructions.</param>
    /// <exception cref="EngineException">InvalidArgument: names the change and what is wrong with it.</exception>
    public static ContainerDefaults Apply(ContainerDefaults defaults, IEnumerable<string> changes) => changes.Aggregate(defaults, One);

    private static ContainerDefaults One(ContainerDefaults defaults, string change)
    {
        var end = change.IndexOf(' ', StringComparison.Ordinal);
        if (end < 0) end = change.IndexOf('=', StringComparison.Ordinal);
        if (end < 0) throw Invalid(change, "must be formatted as KEY VALUE");
        var value = change[(end + 1)..].Trim();
        return change[..end].Trim().ToUpperInvariant() switch
        {
            "CMD" => defaults with { Cmd = Command(value) },
            "ENTRYPOINT" => defaults with { Entrypoint = value.Length == 0 ? [] : Command(value) },
            "ENV" => defaults with { Env = Environment(defaults.Env, change, value) },
            "EXPOSE" => defaults with { ExposedPorts = With(defaults.ExposedPorts, Words(value, change).Select(port => Port(port, change))) },
            "LABEL" => defaults with { Labels = Labels(defaults.Labels, change, value) },
            "ONBUILD" => defaults with { OnBuild = [.. defaults.OnBuild ?? [], Needed(value, change, "ONBUILD must be given an argument")] },
            "STOPSIGNAL" => defaults with { StopSignal = StopSignal(value, change) },
            "USER" => defaults with { User = Needed(value, change, "must provide a value to USER") },
            "VOLUME" => defaults with { Volumes = With(defaults.Volumes, Volumes(value, change)) },
            "WORKDIR" => defaults with { WorkingDir = Join(defaults.WorkingDir, Needed(value, change, "must provide a non-empty WORKDIR")) },
            var other => throw Invalid(change, $"invalid instruction {OneLine.Of(other)}"),
        };
    }

    // Exec form if it is a JSON array of strings, else shell form.
    private static string[] Command(string value) => JsonArray(value) ?? (value.Length == 0 ? ["/bin/sh", "-c"] : ["/bin/sh", "-c", value]);

    private static string[]? JsonArray(string value)
    {
        if (!value.StartsWith('[')) return null;
        try
        {
            return JsonSerializer.Deserialize(value, TransportJson.Default.StringArray) is { } words && !words.Contains(null) ? words : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static List<string> Environment(IReadOnlyList<string>? before, string change, string value)
    {
        var environment = new List<string>(before ?? []);
        foreach (var (name, text) in Pairs(value, change, "ENV"))
        {
            var entry = $"{name}={text}";
            var index = environment.FindIndex(old => old.StartsWith(name + "=", StringComparison.Ordinal));
            if (index < 0) environment.Add(entry);
            else environment[index] = entry;
        }
        return environment;
    }

    private static Dictionary<string, string> Labels(IReadOnlyDictionary<string, string>? before, string change, string value)
    {
        var labels = new Dictionary<string, string>(before ?? new Dictionary<string, string>());
        foreach (var (name, text) in Pairs(value, change, "LABEL")) labels[name] = text;
        return labels;
    }

    // "a=b c='d e'", or the old form "name the whole rest".
    private static List<(string Name, string Value)> Pairs(string value, string change, string instruction)
    {
        var words = Words(value, change);
        if (words.Count == 0) throw Invalid(change, $"{instruction} must have at least one argument");
        if (!words[0].Contains('=', StringComparison.Ordinal))
        {
            var space = value.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0) throw Invalid(change, $"{instruction} must be formatted key=value");
            return [(words[0], value[(space + 1)..].Trim())];
        }
        return words.Select(word => word.IndexOf('=', StringComparison.Ordinal) switch
        {
            < 0 => throw Invalid(change, $"{instruction} must be formatted key=value"),
            0 => throw Invalid(change, $"{instruction} must have a non-empty key"),
            var at => (word[..at], word[(at + 1)..]),
        }).ToList();
    }

    private static List<string> Words(string value, string change) =>
        QuotedWords.TrySplit(value, out var words) ? words : throw Invalid(change, "a quotation mark is not closed");

    private static string Port(string text, string change)
    {
        var parts = text.Split('/');
        if (parts.Length > 2) throw Invalid(change, "EXPOSE port must be formatted as PORT[/PROTO]");
        if (!ushort.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            throw Invalid(change, "EXPOSE port must be a number from 1 to 65535");
        var protocol = parts.Length == 2 ? parts[1].ToLowerInvariant() : "tcp";
        if (protocol is not ("tcp" or "udp" or "sctp")) throw Invalid(change, "EXPOSE protocol must be TCP, UDP or SCTP");
        return $"{number}/{protocol}";
    }

    private static string[] Volumes(string value, string change)
    {
        var paths = JsonArray(value) ?? [.. Words(value, change)];
        if (paths.Length == 0 || paths.Any(path => path.Length == 0)) throw Invalid(change, "VOLUME paths must not be empty");
        return paths;
    }

    // Podman keeps the number.
    private static string StopSignal(string value, string change) => Signal.TryParse(value, out var signal)
        ? signal.Number.ToString(CultureInfo.InvariantCulture)
        : throw Invalid(change, "STOPSIGNAL must be given a valid signal");

    // Each WORKDIR is relative to the one before.
    private static string Join(string? before, string path)
    {
        var joined = path.StartsWith('/') || string.IsNullOrEmpty(before) ? path : $"{before}/{path}";
        var parts = new List<string>();
        foreach (var part in joined.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or "..")) parts.Add(part);
        }
        return "/" + string.Join('/', parts);
    }

    private static Dictionary<string, EmptyObject> With(IReadOnlyDictionary<string, EmptyObject>? before, IEnumerable<string> keys)
    {
        var set = new Dictionary<string, EmptyObject>(before ?? new Dictionary<string, EmptyObject>());
        foreach (var key in keys) set[key] = EmptyObject.Instance;
        return set;
    }

    private static string Needed(string value, string change, string reason) => value.Length > 0 ? value : throw Invalid(change, reason);

    private static EngineException Invalid(string change, string reason) =>
        new(ErrorKind.InvalidArgument, $"invalid change \"{OneLine.Of(change)}\" - {reason}");
}
