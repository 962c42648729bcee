using System.Globalization;
using Hull.Core;
using Hull.Core.GoSyntax;

namespace Hull.Engine.Containers;

/// <content>Where the output goes.</content>
internal sealed partial class ResolveContainer
{
    private LogConfiguration DecideLogging()
    {
        var settings = _request.Settings.Containers;
        var asked = _spec.LogConfiguration ?? new LogConfiguration();
        var driver = string.IsNullOrEmpty(asked.Driver) ? ConfiguredDriver(settings.LogDriver) : Driver(asked.Driver);
        if (driver == "journald" && !_request.HasJournal)
        {
            throw new EngineException(
                ErrorKind.Unsupported, "log driver journald: no journald runs on this host", "use --log-driver k8s-file");
        }
        if (driver.StartsWith("passthrough", StringComparison.Ordinal) && _spec.Terminal == true)
            throw Invalid($"log driver {driver}: a container with a terminal (--tty) cannot have the caller's streams");
        foreach (var (name, value) in asked.Options ?? new Dictionary<string, string>()) CheckLogOption(name, value);
        if (!ContainerLogDriver.KeepsFile(driver) && (!string.IsNullOrEmpty(asked.Path) || asked.Size > 0)) throw Invalid($"log options path and max-size: the log driver {driver} keeps no file");
        if (!ContainerLogDriver.KeepsFile(driver)) return new LogConfiguration { Driver = driver, Path = "", Size = -1, Options = Tagged(asked.Options, settings.LogTag) };
        return new LogConfiguration
        {
            Driver = driver,
            Path = LogPath(asked.Path, settings.LogPath),
            Size = asked.Size is null or 0 ? settings.LogSizeMax : asked.Size,
            Options = Tagged(asked.Options, settings.LogTag),
        };
    }

    private static string Driver(string name) => name switch
    {
        "" => "k8s-file",
        "k8s-file" or "json-file" or "none" or "journald" or "passthrough" or "passthrough-tty" => name,
        _ => throw Invalid("running container create option: invalid log driver: invalid argument"),
    };

    // A distribution's containers.conf may name a journal that a container or a small host does not have.
    private string ConfiguredDriver(string name) => name == "journald" && !_request.HasJournal ? "k8s-file" : Driver(name);

    private string LogPath(string? asked, string directory)
    {
        if (!string.IsNullOrEmpty(asked)) return asked[0] == '/' ? asked : throw Invalid($"log path \"{asked}\" must be an absolute path");
        return directory.Length == 0 ? _request.ContainerDirectory + "/ctr.log" : $"{directory.TrimEnd('/')}/{_request.Id}.log";
    }

    private void CheckLogOption(string name, string value)
    {
        switch (name)
        {
            case "label" when !_request.MonitorKnows("--log-label"):
                throw new EngineException(ErrorKind.Unsupported, "log option label: this host's conmon writes no fields of the user's", "install conmon 2.2 or newer, or leave the option out");
            case "tag" or "label":
                LogTag.Check(value);
                return;
            case "max-file" when !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var files) || files < 1:
                throw Invalid($"log option max-file={GoQuote.Text(value)}: must be a number of 1 or more");
            // conmon empties its one file; only newer ones keep several.
            case "max-file" when value != "1" && !_request.MonitorKnows("--log-max-files"):
                throw new EngineException(
                    ErrorKind.Unsupported, $"log option max-file={value}: this host's conmon keeps one file, which it begins anew at max-size",
                    "install conmon 2.2 or newer, or leave the option out");
            case "max-file":
                return;
            default:
                throw Invalid($"unknown log option \"{name}\": must be path, max-size, max-file, tag or label");
        }
    }

    private static IReadOnlyDictionary<string, string>? Tagged(IReadOnlyDictionary<string, string>? options, string tag)
    {
        if (tag.Length == 0 || options?.ContainsKey("tag") == true) return options;
        return new Dictionary<string, string>(options ?? new Dictionary<string, string>()) { ["tag"] = tag };
    }
}
