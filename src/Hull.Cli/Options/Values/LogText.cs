using Hull.Cli.CommandLine.GoSyntax;
using Hull.Core.GoSyntax;
using Hull.Engine.Containers;

namespace Hull.Cli.Options.Values;

/// <summary>--log-opt NAME=VALUE.</summary>
internal static class LogText
{
    /// <summary>Puts one value into a log configuration.</summary>
    /// <param name="log">The configuration so far.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the format or the size is wrong.</exception>
    public static LogConfiguration AddTo(LogConfiguration log, string text)
    {
        var (name, value) = Pair.Cut(text);
        if (value is null || name.Length == 0) throw Wrong.Value($"invalid log option {GoQuote.Text(text)}");
        switch (name.ToLowerInvariant())
        {
            case "driver":
                return log with { Driver = value };
            case "path":
                return log with { Path = HostPathText.Read(value, "log option path") };
            case "max-size":
                Wrong.If(ByteSize.ReadDecimal(value, out var bytes), "invalid log option max-size");
                return log with { Size = bytes };
            case "label" when log.Options?.GetValueOrDefault("label") is { } before:
                return AddTo(log with { Options = log.Options.Where(static option => option.Key != "label").ToDictionary() }, $"label={before}\n{value}");
            default:
                var options = new Dictionary<string, string>(log.Options ?? new Dictionary<string, string>(), StringComparer.Ordinal) { [name] = value };
                return log with { Options = options };
        }
    }
}
