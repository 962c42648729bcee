using Hull.Core;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <summary>The binds and volumes that a container takes from others (--volumes-from): a later container's come before an earlier one's.</summary>
internal sealed record LentMounts
{
    /// <summary>Nothing.</summary>
    public static readonly LentMounts None = new();

    /// <summary>Path inside → bind mount.</summary>
    public IReadOnlyDictionary<string, RuntimeMount> Binds { get; init; } = new Dictionary<string, RuntimeMount>();

    /// <summary>Path inside → volume.</summary>
    public IReadOnlyDictionary<string, NamedVolume> Volumes { get; init; } = new Dictionary<string, NamedVolume>();

    /// <summary>What cannot be shared, each a line for the caller.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Reads CONTAINER[:OPTIONS] and takes what those containers have.</summary>
    /// <param name="from">The texts.</param>
    /// <param name="find">Finds a container.</param>
    /// <exception cref="EngineException">InvalidArgument: an option is wrong. NotFound: there is no such container.</exception>
    public static LentMounts Of(IReadOnlyList<string>? from, Func<string, ContainerRecord> find)
    {
        if (from is not { Count: > 0 }) return None;
        var binds = new Dictionary<string, RuntimeMount>(StringComparer.Ordinal);
        var volumes = new Dictionary<string, NamedVolume>(StringComparer.Ordinal);
        var warnings = new List<string>();
        foreach (var text in from)
        {
            var at = text.IndexOf(':', StringComparison.Ordinal);
            var options = at < 0 ? null : ReadOptions(text[(at + 1)..]);
            var spec = Lender(at < 0 ? text : text[..at], find).Config.Spec;
            foreach (var volume in spec.Volumes ?? [])
            {
                binds.Remove(volume.Dest);
                volumes[volume.Dest] = volume with { Options = options ?? volume.Options };
            }
            foreach (var mount in spec.Mounts ?? [])
            {
                if (mount.Type != "bind")
                {
                    warnings.Add($"{mount.Destination} of container {text} is a {mount.Type}, which --volumes-from does not share");
                    continue;
                }
                volumes.Remove(mount.Destination);
                binds[mount.Destination] = mount with { Options = options ?? mount.Options };
            }
        }
        return new LentMounts { Binds = binds, Volumes = volumes, Warnings = warnings };
    }

    private static List<string> ReadOptions(string text)
    {
        var options = new List<string>(text.Split(','));
        if (options.Count(static option => option == "z") > 1) throw Invalid("cannot set :z more than once in mount options");
        if (options.Count(static option => option is "ro" or "rw") > 1) throw Invalid("cannot set ro or rw options more than once");
        foreach (var option in options)
        {
            if (option is not ("z" or "ro" or "rw"))
                throw Invalid($"invalid option \"{option}\" specified - volumes from another container can only use z,ro,rw options");
        }
        return options;
    }

    private static ContainerRecord Lender(string nameOrId, Func<string, ContainerRecord> find)
    {
        try
        {
            return find(nameOrId);
        }
        catch (EngineException e)
        {
            throw new EngineException(e.Kind, $"looking up container \"{nameOrId}\" for volumes-from: {e.Message}", e.Hint, e);
        }
    }

    private static EngineException Invalid(string message) => new(ErrorKind.InvalidArgument, message);
}
