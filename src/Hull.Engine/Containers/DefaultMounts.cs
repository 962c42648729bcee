using System.Globalization;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Linux;
using Hull.Linux.Files;
using Hull.Linux.Processes;
using Hull.Oci.Runtime;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers;

/// <summary>What mounts.conf gives to every container: copies of the host's files, made anew at each start, so that nothing of the host itself is reached.</summary>
internal sealed class DefaultMounts(EngineSettings settings, ILogger log)
{
    private const int LargestFile = 1024 * 1024;

    /// <summary>Copies the files into a bundle.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="taken">Where something is mounted already: that comes first.</param>
    /// <param name="maps">The ids of the container, to whose root the copies belong; null where it has none of its own.</param>
    /// <returns>The mounts of the copies.</returns>
    public IReadOnlyList<RuntimeMount> Copy(string bundle, IReadOnlySet<string> taken, IdMaps? maps)
    {
        var file = settings.DefaultMountsFiles.FirstOrDefault(File.Exists);
        if (file is null) return [];
        var mounts = new List<RuntimeMount>();
        try
        {
            foreach (var (source, target) in DefaultMountsFile.Parse(HostTextFile.Read(file, LargestFile)))
            {
                var destination = ContainerPath.Clean(target);
                if (taken.Contains(destination) || mounts.Exists(mount => mount.Destination == destination)) continue;
                if (!Path.Exists(source)) log.MissingDefaultMount(source, file);
                else mounts.Add(Copy(source, Path.Join(bundle, "default-mounts", mounts.Count.ToString(CultureInfo.InvariantCulture)), destination, maps));
            }
        }
        catch (EngineException e)
        {
            // A container does not fail for what it has not asked for (Podman's rule).
            log.Warn($"mounting what {file} says: {e.Message}");
        }
        return mounts;
    }

    private static RuntimeMount Copy(string source, string place, string destination, IdMaps? maps)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        // What links lead to is copied: they would lead elsewhere inside.
        var copy = RunAndCapture.Run(new SpawnRequest
        {
            Program = "cp",
            Arguments = ["--recursive", "--dereference", "--preserve=mode,timestamps", "--no-target-directory", "--", source, place],
        });
        if (!copy.Status.IsSuccess) throw new EngineException(ErrorKind.ResourceExhausted, $"copying {source}: {copy.ErrorText}");
        if (maps is not null)
        {
            using var made = SafePath.FindOnHost(place);
            ChownTree.Run(made, maps.HostUser(0), maps.HostGroup(0));
        }

        return new RuntimeMount { Destination = destination, Type = "bind", Source = place, Options = ["bind", "rprivate"] };
    }
}
