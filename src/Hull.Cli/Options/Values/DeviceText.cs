using Hull.Oci.Runtime;

namespace Hull.Cli.Options.Values;

/// <summary>--device HOST[:CONTAINER][:rwm]; a word without slashes that holds = is a CDI name.</summary>
internal static class DeviceText
{
    /// <summary>Checks one value; the path keeps the whole text, which the engine takes apart when it looks at the host.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the format is wrong.</exception>
    public static LinuxDevice Read(string text)
    {
        if (!text.StartsWith('/') && text.Contains('=', StringComparison.Ordinal))
            return new LinuxDevice { Path = text };
        var parts = text.Split(':');
        if (parts.Length > 3 || parts[0].Length == 0) throw Wrong.Value($"invalid device specification: {text}");
        if (parts.Length == 3 && !IsMode(parts[2])) throw Wrong.Value($"invalid device mode: {parts[2]}");
        if (parts.Length >= 2 && !parts[1].StartsWith('/') && (parts.Length == 3 || !IsMode(parts[1]))) throw Wrong.Value($"invalid device mode: {parts[1]}");
        return new LinuxDevice { Path = text };
    }

    // Each of r, w and m at most once.
    private static bool IsMode(string text)
    {
        for (var index = 0; index < text.Length; index++)
            if (text[index] is not ('r' or 'w' or 'm') || text.LastIndexOf(text[index]) != index) return false;
        return text.Length > 0;
    }
}
