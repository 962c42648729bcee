using Hull.Cli.Options.Values;
using Hull.Core;
using Hull.Engine.Containers;

namespace Hull.Cli.Options;

/// <summary>The mounts of containers.conf, in the words of --mount: what the command line mounts at the same place comes before them.</summary>
internal static class ConfiguredMounts
{
    /// <summary>Adds them to what was asked.</summary>
    /// <param name="spec">What was asked.</param>
    /// <param name="texts">The mounts.</param>
    /// <exception cref="EngineException">InvalidArgument or Unsupported: one is wrong; the message names the file's key.</exception>
    public static ContainerSpec AddTo(ContainerSpec spec, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) return spec;
        var configured = texts.Aggregate(new ContainerSpec(), Read);
        var taken = SpecMounts.Destinations(spec).ToHashSet(StringComparer.Ordinal);
        return spec with
        {
            Mounts = [.. spec.Mounts ?? [], .. (configured.Mounts ?? []).Where(mount => !taken.Contains(mount.Destination))],
            Volumes = [.. spec.Volumes ?? [], .. (configured.Volumes ?? []).Where(volume => !taken.Contains(volume.Dest))],
            ImageVolumes = [.. spec.ImageVolumes ?? [], .. (configured.ImageVolumes ?? []).Where(image => !taken.Contains(image.Destination))],
        };
    }

    private static ContainerSpec Read(ContainerSpec spec, string text)
    {
        try
        {
            return MountText.AddTo(spec, text);
        }
        catch (EngineException e)
        {
            throw new EngineException(e.Kind, $"parsing containers.conf mounts: {e.Message}", e.Hint, e);
        }
    }
}
