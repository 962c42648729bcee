using System.Globalization;
using Hull.Core;
using Hull.Core.GoSyntax;

namespace Hull.Engine.Volumes;

/// <summary>Decides what a new volume is. Pure; the words of errors are Podman's.</summary>
internal static class ResolveVolume
{
    private const string InvalidArgument = "invalid argument";

    // The directory of a volume is called as the volume is, and so is its lock.
    private const int LongestName = 255;

    /// <summary>Decides.</summary>
    /// <param name="spec">What is asked.</param>
    /// <param name="generatedName">The name of an anonymous volume.</param>
    /// <param name="now">When it is made.</param>
    /// <exception cref="EngineException">InvalidArgument: the name or an option is wrong. Unsupported: the driver, a quota.</exception>
    public static VolumeConfig Decide(VolumeSpec spec, string generatedName, DateTimeOffset now)
    {
        var anonymous = string.IsNullOrEmpty(spec.Name);
        if (!anonymous) CheckName(spec.Name!);
        CheckDriver(anonymous ? generatedName : spec.Name!, spec.Driver);
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var config = new VolumeConfig
        {
            Name = anonymous ? generatedName : spec.Name!,
            Created = now,
            Labels = spec.Labels,
            Anonymous = anonymous,
        };
        foreach (var (key, value) in spec.Options)
        {
            CheckOption(key);
            if (key == "o" && !spec.Options.ContainsKey("type") && AsksForQuota(value)) throw NoQuota();
            if (key == "o") config = ReadMountOptions(config, value, options);
            else options[key] = value;
        }
        return config with
        {
            Uid = spec.Uid ?? config.Uid,
            Gid = spec.Gid ?? config.Gid,
            Options = options,
            IsMounted = options.Keys.Any(static key => key is "type" or "device") || NeedsMount(spec.Options.GetValueOrDefault("o")),
            CopiesUp = !options.ContainsKey("nocopy"),
        };
    }

    /// <summary>Whether an owner is asked for, which the first container then does not change.</summary>
    public static bool HasOwner(VolumeSpec spec, VolumeConfig config) =>
        spec.Uid is not null || spec.Gid is not null || config.Options.ContainsKey("UID") || config.Options.ContainsKey("GID");

    /// <summary>Requires a name that Podman takes.</summary>
    /// <param name="name">The name.</param>
    /// <param name="before">What stands before the message.</param>
    /// <exception cref="EngineException">InvalidArgument.</exception>
    public static void CheckName(string name, string before = "")
    {
        var valid = name.Length is > 0 and <= LongestName && char.IsAsciiLetterOrDigit(name[0])
            && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
        if (!valid) throw Invalid($"{before}running volume create option: names must match [a-zA-Z0-9][a-zA-Z0-9_.-]*: {InvalidArgument}");
    }

    private static void CheckDriver(string name, string? driver)
    {
        if (string.IsNullOrEmpty(driver) || driver == "local") return;
        if (driver == "image")
            throw new EngineException(ErrorKind.Unsupported, $"volume {name}: the driver image is not supported: hull keeps volumes in directories", "mount the image itself: --mount type=image,src=IMAGE,dst=PATH,rw=true");
        throw new EngineException(
            ErrorKind.Unsupported,
            $"volume {name} uses volume plugin {driver} but it could not be retrieved: no volume plugin with name {driver} available: required plugin missing",
            "hull's volumes have the driver local");
    }

    private static void CheckOption(string key)
    {
        if (key is "device" or "o" or "type" or "copy" or "nocopy") return;
        // Podman takes these here too, and does nothing with them.
        if (key is "uid" or "gid" or "size" or "inodes" or "noquota" or "timeout")
            throw new EngineException(ErrorKind.InvalidArgument, $"volume option {key} stands in the option o: {InvalidArgument}", $"write it as --opt o={key}=VALUE");
        throw Invalid($"invalid mount option {key} for driver 'local': {InvalidArgument}");
    }

    private static VolumeConfig ReadMountOptions(VolumeConfig config, string text, Dictionary<string, string> options)
    {
        var kept = new List<string>();
        foreach (var option in text.Split(','))
        {
            var at = option.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = at < 0 ? (option, null) : (option[..at], option[(at + 1)..]);
            switch (name.ToLowerInvariant())
            {
                case "uid":
                    config = config with { Uid = Number(value, "UID") };
                    options["UID"] = value!;
                    break;
                case "gid":
                    config = config with { Gid = Number(value, "GID") };
                    options["GID"] = value!;
                    break;
                case "timeout":
                    config = config with { Timeout = Number(value, "timeout") };
                    options["TIMEOUT"] = value!;
                    continue;
                case "noquota":
                    options["NOQUOTA"] = "true";
                    continue;
            }
            kept.Add(option);
        }
        if (kept.Count > 0) options["o"] = string.Join(',', kept);
        return config;
    }

    private static bool AsksForQuota(string text) => text.Split(',').Any(static option => option.Split('=')[0].ToLowerInvariant() is "size" or "inodes");

    // Of a directory they are a quota; of a tmpfs the file system's own options.
    private static EngineException NoQuota() => new(
        ErrorKind.Unsupported, "volume options size and inodes not supported. Filesystem does not support Project Quota",
        "a tmpfs takes a size: --opt type=tmpfs --opt device=tmpfs --opt o=size=2M");

    private static bool NeedsMount(string? text) => (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Any(static option => option.Split('=')[0].ToLowerInvariant() is not ("uid" or "gid" or "timeout" or "noquota" or "size" or "inodes"));

    private static uint Number(string? value, string what)
    {
        if (value is null) throw Invalid($"{(what == "timeout" ? what : what.ToLowerInvariant())} option must provide a {what}: {InvalidArgument}");
        return uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Invalid($"cannot convert {what} {value} to integer: strconv.Atoi: parsing {GoQuote.Text(value)}: invalid syntax");
    }

    private static EngineException Invalid(string message) => new(ErrorKind.InvalidArgument, message);
}
