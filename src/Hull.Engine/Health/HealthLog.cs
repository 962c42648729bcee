using System.Globalization;
using System.Text.Json;
using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Containers.Inspect;
using Hull.Engine.Store;

namespace Hull.Engine.Health;

/// <summary>
/// The file with the results of a container's checks: in the container's own directory, or ID-healthcheck.log in one that the user names. Its
/// form is Podman's. Written by whoever holds the lease, and renamed into place, so that a reader finds the old or the new.
/// </summary>
internal static class HealthLog
{
    private const int LargestFile = 64 * 1024 * 1024;

    /// <summary>Where the file of a container lies.</summary>
    public static string PathOf(StorePaths paths, ContainerConfig config) => config.Spec.HealthLogDestination switch
    {
        null or "" or HealthDefaults.Local or HealthDefaults.EventsLogger => Path.Join(paths.Container(config.Id), "healthcheck.log"),
        var directory => Path.Join(directory, config.Id + "-healthcheck.log"),
    };

    /// <summary>The results, the oldest first; empty where there are none.</summary>
    public static IReadOnlyList<InspectedHealthLog> Read(StorePaths paths, ContainerConfig config)
    {
        try
        {
            var text = TextFiles.ReadIfThere(PathOf(paths, config), LargestFile);
            return text.Length == 0 ? [] : JsonSerializer.Deserialize(text, HealthJson.Default.InspectedHealth)?.Log ?? [];
        }
        catch (JsonException)
        {
            // Somebody else wrote into it: what the checks found stands in the state.
            return [];
        }
    }

    /// <summary>Adds a result, and drops the oldest beyond what is to be kept.</summary>
    public static void Append(StorePaths paths, ContainerConfig config, HealthState state, HealthResult result)
    {
        var (count, size) = (config.Spec.HealthMaxLogCount ?? HealthDefaults.MaxLogCount, config.Spec.HealthMaxLogSize ?? HealthDefaults.MaxLogSize);
        List<InspectedHealthLog> log = [.. Read(paths, config), Entry(result, size)];
        if (count > 0 && log.Count > count) log.RemoveRange(0, log.Count - (int)count);
        Write(PathOf(paths, config), new InspectedHealth { Status = state.Word, FailingStreak = state.FailingStreak, Log = log });
    }

    /// <summary>Deletes the file: a run begins without results.</summary>
    public static void Delete(StorePaths paths, ContainerConfig config)
    {
        try
        {
            File.Delete(PathOf(paths, config));
        }
        catch (DirectoryNotFoundException)
        {
            // The directory that the user named is gone, and the file with it.
        }
    }

    private static InspectedHealthLog Entry(HealthResult result, uint size) => new()
    {
        Start = Text(result.Start),
        End = Text(result.End),
        ExitCode = result.Passed ? 0 : result.ExitCode < 0 ? -1 : 1,
        Output = size > 0 && result.Output.Length > size ? result.Output[..(int)size] : result.Output,
    };

    private static string Text(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture);

    private static void Write(string path, InspectedHealth health)
    {
        var temporary = path + ".new";
        try
        {
            File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(health, HealthJson.Default.InspectedHealth));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.ResourceExhausted, $"writing health check log {path}: {e.Message}", "see that its directory exists and has space", e);
        }
    }
}
