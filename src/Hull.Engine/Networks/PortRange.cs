using System.Globalization;
using Hull.Core;
using Hull.Core.GoSyntax;

namespace Hull.Engine.Networks;

/// <summary>Ports that follow each other.</summary>
/// <param name="First">The first.</param>
/// <param name="Count">How many.</param>
public readonly record struct PortRange(ushort First, ushort Count)
{
    /// <summary>Reads a port or a range, FIRST-LAST.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="EngineException">InvalidArgument: no number, not in 1 to 65535, or the range runs backwards; in Podman's words.</exception>
    public static PortRange Parse(string text)
    {
        var parts = text.Split('-');
        if (parts.Length > 2) throw Invalid("invalid port format - port ranges are formatted as startPort-stopPort");
        if (parts[0].Length == 0) throw Invalid("port numbers cannot be negative");
        var first = ParsePort(parts[0]);
        if (parts.Length == 1) return new PortRange(first, 1);
        if (parts[1].Length == 0) throw Invalid("must provide ending number for port range");
        var last = ParsePort(parts[1]);
        if (last <= first) throw Invalid(string.Create(CultureInfo.InvariantCulture, $"the end port of a range must be higher than the start port - {last} is not higher than {first}"));
        return new PortRange(first, (ushort)(last - first + 1));
    }

    private static ushort ParsePort(string text)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port))
            throw Invalid($"invalid port number: strconv.Atoi: parsing {GoQuote.Text(text)}: invalid syntax");
        if (port is < 1 or > ushort.MaxValue)
            throw Invalid(string.Create(CultureInfo.InvariantCulture, $"port numbers must be between 1 and 65535 (inclusive), got {port}"));
        return (ushort)port;
    }

    private static EngineException Invalid(string message) => new(ErrorKind.InvalidArgument, message);
}
