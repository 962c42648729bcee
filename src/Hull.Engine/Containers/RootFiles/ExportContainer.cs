using Hull.Images.Layers;

namespace Hull.Engine.Containers.RootFiles;

/// <summary>Writes a container's root file system as one tar (`export`); what is mounted inside stays out. Takes no lock.</summary>
internal sealed class ExportContainer(ContainerStore store, OpenRootfs rootfs)
{
    /// <summary>Writes it.</summary>
    /// <param name="nameOrId">The container.</param>
    /// <param name="output">Where to; not disposed, not flushed.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <returns>What the archive lacks, or has in a state that never was.</returns>
    /// <exception cref="Core.EngineException">NotFound; or the kernel refuses.</exception>
    public IReadOnlyList<string> Run(string nameOrId, Stream output, CancellationToken cancellationToken)
    {
        var record = store.Find(nameOrId);
        using var opened = rootfs.ForReading(record.Config);
        using var root = opened.OpenDirectory();
        var written = LayerWriter.Write(root, output, new TreeOptions { MapOwner = OwnersInside.OfMounted(record.Config), TakesChanges = ExitObservation.IsAlive(record.State) }, cancellationToken);
        return WrittenNotes.Of(written);
    }
}
