using Hull.Engine.Containers;

namespace Hull.Cli.Options.Values;

/// <summary>--platform OS[/ARCH[/VARIANT]].</summary>
internal static class PlatformText
{
    /// <summary>Puts the platform into a spec.</summary>
    /// <param name="spec">The spec so far.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the format is wrong.</exception>
    public static ContainerSpec AddTo(ContainerSpec spec, string text)
    {
        if (text.Length == 0) return spec;
        var parts = text.Split('/');
        if (parts.Length > 3 || Array.IndexOf(parts, "") >= 0) throw Wrong.Value($"invalid platform {text}: must be os[/arch[/variant]]");
        return spec with
        {
            ImageOs = parts[0],
            ImageArch = parts.Length > 1 ? parts[1] : spec.ImageArch,
            ImageVariant = parts.Length > 2 ? parts[2] : spec.ImageVariant,
        };
    }
}
