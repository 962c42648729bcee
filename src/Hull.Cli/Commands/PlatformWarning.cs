using Hull.Cli.CommandLine;
using Hull.Images;
using Hull.Oci;

namespace Hull.Cli.Commands;

/// <summary>The warning of a pulled image that is for another platform than the one asked for. A single manifest is taken whatever it is for, so it may be.</summary>
internal static class PlatformWarning
{
    /// <summary>Warns in podman's words, where there is something to warn of.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="image">What was pulled.</param>
    /// <param name="wanted">What was asked for; null is this host's.</param>
    public static void Write(CommandContext context, ImageRecord image, Platform? wanted)
    {
        if (Text(image.Config, wanted ?? Platform.Host) is { } line) context.Error.Write(line + "\n");
    }

    /// <summary>The warning's line, or null where the image is for that platform.</summary>
    /// <param name="config">The image's configuration.</param>
    /// <param name="wanted">What was asked for.</param>
    public static string? Text(ImageConfig config, Platform wanted)
    {
        var platform = config.Platform;
        return platform.Serves(wanted) ? null : $"WARNING: image platform ({platform.Normalize()}) does not match the expected platform ({wanted.Normalize()})";
    }
}
