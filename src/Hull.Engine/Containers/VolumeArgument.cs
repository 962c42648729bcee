using Hull.Core;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <summary>A volume as -v and containers.conf write it: [SOURCE:]DESTINATION[:OPTIONS]. One of the two members is set.</summary>
/// <param name="Bind">A bind mount of a host path.</param>
/// <param name="Volume">A volume: named, or anonymous where there is no source.</param>
internal readonly record struct VolumeArgument(RuntimeMount? Bind, NamedVolume? Volume)
{
    /// <summary>Reads the argument; options are checked when the mount is decided on.</summary>
    /// <exception cref="EngineException">InvalidArgument: not of that form.</exception>
    public static VolumeArgument Parse(string argument)
    {
        var parts = argument.Split(':');
        if (parts.Length > 3)
            throw Invalid($"{argument}: incorrect volume format, should be [host-dir:]ctr-dir[:option]");
        if (parts.Length == 1) return new VolumeArgument(null, new NamedVolume { Dest = parts[0] });
        if (parts[0].Length == 0) throw Invalid($"{argument}: host directory cannot be empty");
        IReadOnlyList<string> options = parts.Length == 3 ? parts[2].Split(',') : [];
        return parts[0][0] is '/' or '.'
            ? new VolumeArgument(new RuntimeMount { Destination = parts[1], Type = "bind", Source = parts[0], Options = options }, null)
            : new VolumeArgument(null, new NamedVolume { Name = parts[0], Dest = parts[1], Options = options });
    }

    private static EngineException Invalid(string message) => new(ErrorKind.InvalidArgument, message);
}
