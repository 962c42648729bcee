using Hull.Engine.Containers;
using Hull.Engine.Containers.Listing;

namespace Hull.Engine.Systemwide.Usage;

/// <summary>Finds out how much of the disk images, containers and volumes take. The writable layers are walked through, images are not.</summary>
internal sealed class MeasureDisk(ContainerEngine engine)
{
    public DiskUsage Run()
    {
        var containers = engine.Containers.List();
        var ofImage = containers.CountBy(static record => record.Config.ImageId).ToDictionary(StringComparer.Ordinal);
        var images = engine.Images.List();
        var measured = new MeasureImages(images);
        return new DiskUsage
        {
            Images = [.. images.OrderByDescending(static image => image.Created).SelectMany(image => measured.Rows(image, ofImage.GetValueOrDefault(image.Id)))],
            ImagesSize = measured.Total,
            Containers = [.. containers.Select(Of)],
            Volumes = MeasureVolumes.Of(engine),
        };
    }

    private ContainerUsage Of(ContainerRecord record) => new()
    {
        Id = record.Config.Id,
        Image = record.Config.ImageId,
        Command = record.Config.Args,
        LocalVolumes = MeasureVolumes.CountOf(record),
        RwSize = MeasureContainer.Of(engine, record).Rw,
        Created = record.Config.Created,
        Status = ContainerVerbs.StatusWord(record.State.Status),
        Names = record.Config.Name,
    };
}
