using Hull.Engine.Containers;
using Hull.Linux;

namespace Hull.Engine.Systemwide.Usage;

/// <summary>Measures volumes.</summary>
internal static class MeasureVolumes
{
    /// <summary>All volumes: those that containers have of their images' VOLUMEs.</summary>
    /// <param name="engine">The engine.</param>
    public static IReadOnlyList<VolumeUsage> Of(ContainerEngine engine) =>
    [
        .. from record in engine.Containers.List()
           from volume in record.Config.ImageVolumes.Values
           select new VolumeUsage { Name = volume, Links = 1, Size = TreeSize.Of(Path.Join(engine.Paths.Container(record.Config.Id), "volumes", volume)) },
    ];

    /// <summary>How many volumes a container uses.</summary>
    /// <param name="record">The container.</param>
    public static int CountOf(ContainerRecord record) => record.Config.ImageVolumes.Count;
}
