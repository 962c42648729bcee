using System.Globalization;
using Hull.Core;

namespace Hull.Engine.Containers;

/// <content>Where the output goes.</content>
internal sealed partial class ResolveContainer
{
    private LogConfiguration DecideLogging()
    {
        var settings = _request.Settings.Containers;
        var asked = _spec.LogConfiguration ?? new LogConfiguration();
        var driver = Driver(string.IsNullOrEmpty(asked.Driver) ? settings.LogDriver : asked.Driver);
        foreach (var (name, value) in asked.Options ?? new Dictionary<string, string>()) CheckLogOption(name, value);
        if (driver == "none") return new LogConfiguration { Driver = driver, Path = "", Size = -1, Options = asked.Options };
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
        "" or "k8s-file" or "json-file" => "k8s-file",
        "none" => name,
        "journald" or "passthrough" or "passthrough-tty" => throw new EngineException(
            ErrorKind.Unsupported, $"log driver {name}: not supported by this version of hull", "use --log-driver k8s-file or none"),
        _ => throw Invalid("running container create option: invalid log driver: invalid argument"),
    };

    private string LogPath(string? asked, string directory)
    {
        if (!string.IsNullOrEmpty(asked)) return asked[0] == '/' ? asked : throw Invalid($"log path \"{asked}\" must be an absolute path");
        return directory.Length == 0 ? _request.ContainerDirectory + "/ctr.log" : $"{directory.TrimEnd('/')}/{_request.Id}.log";
    }

    private static void CheckLogOption(string name, string value)
    {
        switch (name)
        {
            case "tag":
                return;
            // conmon truncates its one file; only newer ones keep several.
            case "max-file" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var files) && files == 1:
                return;
            case "max-file":
                throw Later($"log option max-file={value}");
            default:
                throw Invalid($"unknown log option \"{name}\": must be path, max-size, max-file or tag");
        }
    }

    private static IReadOnlyDictionary<string, string>? Tagged(IReadOnlyDictionary<string, string>? options, string tag)
    {
        if (tag.Length == 0 || options?.ContainsKey("tag") == true) return options;
        return new Dictionary<string, string>(options ?? new Dictionary<string, string>()) { ["tag"] = tag };
    }
}
