using Hull.Core;

namespace Hull.Engine.Containers;

/// <summary>A device as --device writes it: HOST[:CONTAINER][:rwm].</summary>
/// <param name="Source">The device or directory of devices on the host.</param>
/// <param name="Target">Where it appears inside.</param>
/// <param name="Access">Some of r, w, m.</param>
internal readonly record struct DeviceArgument(string Source, string Target, string Access)
{
    private const string AllAccess = "rwm";

    /// <summary>The part before the first colon.</summary>
    public static string SourceOf(string argument)
    {
        var end = argument.IndexOf(':', StringComparison.Ordinal);
        return end < 0 ? argument : argument[..end];
    }

    /// <summary>Reads the argument.</summary>
    /// <exception cref="EngineException">InvalidArgument: not of that form.</exception>
    public static DeviceArgument Parse(string argument)
    {
        var parts = argument.Split(':');
        var source = parts[0];
        if (source.Length == 0 || parts.Length > 3) throw Invalid($"invalid device specification: {argument}");
        if (source[0] != '/') throw Invalid($"invalid device specification: {argument}");
        if (parts.Length == 1) return new DeviceArgument(source, source, AllAccess);
        if (parts.Length == 2 && IsAccess(parts[1])) return new DeviceArgument(source, source, parts[1]);
        var target = parts[1].Length == 0 ? source : parts[1];
        if (target[0] != '/') throw Invalid($"invalid device mode: {parts[1]}");
        if (parts.Length == 2) return new DeviceArgument(source, target, AllAccess);
        return IsAccess(parts[2]) ? new DeviceArgument(source, target, parts[2]) : throw Invalid($"invalid device mode: {parts[2]}");
    }

    // A composition of r, w and m, each at most once.
    private static bool IsAccess(string text)
    {
        if (text.Length is 0 or > 3) return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!AllAccess.Contains(text[i], StringComparison.Ordinal) || text.IndexOf(text[i], StringComparison.Ordinal) != i) return false;
        }

        return true;
    }

    private static EngineException Invalid(string message) => new(ErrorKind.InvalidArgument, message);
}
