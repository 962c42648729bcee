using Hull.Core;
using Hull.Engine.Containers;

namespace Hull.Cli.Options.Values;

/// <summary>Values of the namespace options: host, private, container:ID, ns:PATH, and each namespace's own words.</summary>
internal static class NamespaceText
{
    private const string ContainerPrefix = "container:";
    private const string PathPrefix = "ns:";

    /// <summary>--pid, --uts and --cgroupns.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="EngineException">InvalidArgument: the mode is unknown, or lacks its value.</exception>
    public static NamespaceMode Read(string text)
    {
        if (text is "host" or "pod") return NamespaceMode.Of(text);
        if (text is "private" or "") return NamespaceMode.Of("private");
        return ReadReference(text) ?? throw Wrong.Value($"unrecognized namespace mode {text} passed");
    }

    /// <summary>--ipc: also shareable and none.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="EngineException">InvalidArgument: the mode is unknown, or lacks its value.</exception>
    public static NamespaceMode ReadIpc(string text) => text switch
    {
        "" or "shareable" => NamespaceMode.Of("shareable"),
        "none" => NamespaceMode.Of(text),
        _ => Read(text),
    };

    /// <summary>--userns: also auto, keep-id and nomap, the first two with options.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="EngineException">InvalidArgument: the mode is unknown, or lacks its value.</exception>
    public static NamespaceMode ReadUser(string text)
    {
        if (text is "auto" or "keep-id" or "nomap") return NamespaceMode.Of(text);
        if (text.Length == 0) return NamespaceMode.Of("host");
        var (mode, value) = Pair.Cut(text, ':');
        return mode is "auto" or "keep-id" && value is not null ? new NamespaceMode { Mode = mode, Value = value } : Read(text);
    }

    /// <summary>container:ID and ns:PATH; null for anything else.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="EngineException">InvalidArgument: the value is missing.</exception>
    public static NamespaceMode? ReadReference(string text)
    {
        var (mode, prefix) = text.StartsWith(ContainerPrefix, StringComparison.Ordinal) ? ("container", ContainerPrefix)
            : text.StartsWith(PathPrefix, StringComparison.Ordinal) ? ("path", PathPrefix)
            : ("", "");
        if (mode.Length == 0) return null;
        var value = text[prefix.Length..];
        if (value.Length == 0) throw Wrong.Value($"namespace mode {mode} requires a value");
        return new NamespaceMode { Mode = mode, Value = mode == "path" ? HostPathText.Read(value, "namespace") : value };
    }
}
