using Hull.Engine.Containers;
using Hull.Linux;

namespace Hull.Engine.Systemwide.Usage;

/// <summary>Measures volumes.</summary>
internal static class MeasureVolumes
{
    /// <summary>All volumes.</summary>
    /// <param name="engine">The engine.</param>
    public static IReadOnlyList<VolumeUsage> Of(ContainerEngine engine)
    {
        var links = engine.Containers.List().SelectMany(NamesOf).CountBy(static name => name).ToDictionary();
        return
        [
            .. from volume in engine.Volumes.List()
               select new VolumeUsage { Name = volume.Name, Links = links.GetValueOrDefault(volume.Name), Size = TreeSize.Of(volume.Mountpoint) },
        ];
    }

    /// <summary>How many volumes a container uses.</summary>
    /// <param name="record">The container.</param>
    public static int CountOf(ContainerRecord record) => NamesOf(record).Count();

    private static IEnumerable<string> NamesOf(ContainerRecord record) => (record.Config.Spec.Volumes ?? []).Select(static volume => volume.Name!).Distinct();
}
