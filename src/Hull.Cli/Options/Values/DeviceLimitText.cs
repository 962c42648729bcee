using System.Globalization;
using Hull.Cli.CommandLine.GoSyntax;
using Hull.Oci.Runtime;

namespace Hull.Cli.Options.Values;

/// <summary>Limits of block I/O by device: PATH:VALUE. The messages are Podman's.</summary>
internal static class DeviceLimitText
{
    private const string DeviceFolder = "/dev/";

    /// <summary>--blkio-weight-device: weights of 10 to 1000; 0 is none.</summary>
    /// <exception cref="Core.EngineException">InvalidArgument: the form, the path or the weight is wrong.</exception>
    public static IReadOnlyDictionary<string, LinuxWeightDevice> ReadWeights(string[] texts) => Read(texts, static (text, value) =>
        ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var weight) && weight is 0 or >= 10 and <= 1000
            ? new LinuxWeightDevice { Weight = weight }
            : throw Wrong.Value($"invalid weight for device: {text}"));

    /// <summary>--device-read-bps, --device-write-bps: bytes a second, with units.</summary>
    /// <exception cref="Core.EngineException">InvalidArgument: the form, the path or the size is wrong.</exception>
    public static IReadOnlyDictionary<string, LinuxThrottleDevice> ReadSizes(string[] texts) => Read(texts, static (text, value) =>
        ByteSize.ReadBinary(value, out var bytes) is null && bytes >= 0
            ? new LinuxThrottleDevice { Rate = (ulong)bytes }
            : throw Wrong.Value(
                $"invalid rate for device: {text}. The correct format is <device-path>:<number>[<unit>]. Number must be a positive integer. Unit is optional and can be kb, mb, or gb"));

    /// <summary>--device-read-iops, --device-write-iops: operations a second.</summary>
    /// <exception cref="Core.EngineException">InvalidArgument: the form, the path or the number is wrong.</exception>
    public static IReadOnlyDictionary<string, LinuxThrottleDevice> ReadNumbers(string[] texts) => Read(texts, static (text, value) =>
        ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var rate)
            ? new LinuxThrottleDevice { Rate = rate }
            : throw Wrong.Value($"invalid rate for device: {text}. The correct format is <device-path>:<number>. Number must be a positive integer"));

    private static Dictionary<string, T> Read<T>(string[] texts, Func<string, string, T> value)
    {
        var limits = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var (path, limit) = Pair.Cut(text, ':');
            if (limit is null) throw Wrong.Value($"bad format: {text}");
            if (!path.StartsWith(DeviceFolder, StringComparison.Ordinal)) throw Wrong.Value($"bad format for device path: {text}");
            limits[path] = value(text, limit);
        }

        return limits;
    }
}
