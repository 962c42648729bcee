using Hull.Core;
using Hull.Linux.Journal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hull.Engine.Configuration;

/// <summary>Reads the settings: finds the files, reads them in order, puts the caller's options on top.</summary>
internal static class LoadSettings
{
    // A configuration is a few kB; whatever is named by mistake must not be read whole.
    private const int LargestFile = 1 << 20;

    /// <inheritdoc cref="EngineSettings.Load"/>
    public static EngineSettings From(EngineOptions overrides, HostEnvironment host, ILogger? logger)
    {
        logger ??= NullLogger.Instance;
        var files = ConfigurationFiles.Find(host, overrides.Modules);
        var values = new SettingsValues();
        foreach (var file in files.Files)
        {
            ConfigurationLog.Reading(logger, file);
            values.Merge(ReadToml.From(file, ReadFile(file)));
        }

        var engine = ReadEngineTable.From(values);
        var settings = new EngineSettings
        {
            Containers = ReadContainersTable.From(values),
            Engine = engine with
            {
                HooksDir = overrides.HooksDirs.Count == 0 ? engine.HooksDir : FullPaths(overrides.HooksDirs),
                CdiSpecDirs = overrides.CdiSpecDirs.Count == 0 ? engine.CdiSpecDirs : FullPaths(overrides.CdiSpecDirs),
                VolumePath = Absolute("--volumepath", overrides.VolumePath) ?? engine.VolumePath,
            },
            Network = ReadEngineTable.Network(values),
            Root = Absolute("--root", overrides.Root) ?? (host.Rootless ? host.UserDataDirectory + "/hull" : host.Prefix + "/var/lib/hull"),
            RunRoot = Absolute("--runroot", overrides.RunRoot) ?? (host.Rootless ? host.UserRuntimeDirectory + "/hull" : host.Prefix + "/run/hull"),
            TmpDir = "",
            Rootless = host.Rootless,
            CgroupManager = CgroupManager(overrides.CgroupManager) ?? NullIfEmpty(engine.CgroupManager),
            Runtime = NullIfEmpty(overrides.Runtime),
            RuntimeFlags = WithDashes(overrides.RuntimeFlags),
            Conmon = NullIfEmpty(overrides.Conmon),
            EventsBackend = EventsBackend(overrides.EventsBackend, engine.EventsLogger, values, logger),
            StorageOptions = overrides.StorageOptions,
            DefaultMountsFiles = DefaultMountsFile.Candidates(overrides.DefaultMountsFile, host),
            ConfigDir = NullIfEmpty(overrides.ConfigDir),
            Syslog = overrides.Syslog,
            LoadedModules = files.Modules,
            HooksDirs = FullPaths(overrides.HooksDirs),
            CdiSpecDirs = FullPaths(overrides.CdiSpecDirs),
            Files = files.Files,
        };
        if (logger.IsEnabled(LogLevel.Debug)) NameUnread(values, logger);
        return settings with { TmpDir = Absolute("--tmpdir", overrides.TmpDir) ?? DefaultTmpDir(engine, settings.RunRoot) };
    }

    // tmp_dir of containers.conf is Podman's too: Hull keeps out of its files.
    private static string DefaultTmpDir(EngineTable engine, string runRoot) =>
        engine.TmpDir.Length == 0 ? runRoot + "/tmp" : engine.TmpDir.TrimEnd('/') + "/hull";

    private static byte[] ReadFile(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            if (stream.Length > LargestFile)
                throw new EngineException(ErrorKind.InvalidArgument, $"reading {file}: {stream.Length} bytes are more than the {LargestFile} allowed");
            var bytes = new byte[stream.Length];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length == bytes.Length ? bytes : bytes[..length];
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EngineException(ErrorKind.PermissionDenied, $"reading {file}: permission denied", inner: e);
        }
        catch (IOException e)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"reading {file}: {e.Message}", inner: e);
        }
    }

    private static string? Absolute(string option, string? path)
    {
        if (string.IsNullOrEmpty(path)) return null;
        if (path[0] == '/') return path.Length == 1 ? path : path.TrimEnd('/');
        throw new EngineException(ErrorKind.InvalidArgument, $"{option} must be an absolute path, is \"{path}\"");
    }

    private static List<string> FullPaths(IReadOnlyList<string> paths) => [.. paths.Select(Path.GetFullPath)];

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? CgroupManager(string? asked) => asked switch
    {
        null or "" => null,
        "cgroupfs" or "systemd" => asked,
        _ => throw new EngineException(ErrorKind.InvalidArgument, $"--cgroup-manager must be cgroupfs or systemd, is \"{asked}\""),
    };

    private static string EventsBackend(string? asked, string configured, SettingsValues values, ILogger logger)
    {
        if (!string.IsNullOrEmpty(asked))
        {
            if (asked is "file" or "none") return asked;
            if (asked != "journald") throw new EngineException(ErrorKind.InvalidArgument, $"--events-backend must be file, journald or none, is \"{asked}\"");
            if (HostJournal.IsThere) return asked;
            throw new EngineException(ErrorKind.Unsupported, "--events-backend journald: no journald runs on this host", "use --events-backend file");
        }

        if (configured == "none") return "none";
        if (configured == "journald" && HostJournal.IsThere) return configured;
        if (configured == "journald" && values.Find("engine.events_logger") is { } entry) ConfigurationLog.NoJournald(logger, entry.File, entry.Line);
        return "file";
    }

    private static List<string> WithDashes(IReadOnlyList<string> flags)
    {
        var result = new List<string>(flags.Count);
        foreach (var flag in flags) result.Add(flag.StartsWith('-') ? flag : "--" + flag);
        return result;
    }

    private static void NameUnread(SettingsValues values, ILogger logger)
    {
        foreach (var (key, entry) in values.Unread())
        {
            if (IdleKeys.Reason(key) is { } reason) ConfigurationLog.IdleKey(logger, entry.File, entry.Line, key, reason);
            else ConfigurationLog.UnknownKey(logger, entry.File, entry.Line, key);
        }
    }
}
