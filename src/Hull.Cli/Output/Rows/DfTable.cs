using Hull.Engine.Configuration;
using Hull.Engine.Systemwide.Usage;
using Hull.Templates;

namespace Hull.Cli.Output.Rows;

/// <summary>What templates of system df see, and the headers.</summary>
internal static class DfTable
{
    private const int ShortId = 12;

    /// <summary>A row of the summary.</summary>
    public static TemplateObject<DfSummary> Summaries { get; } = TemplateObject.For<DfSummary>("system.dfSummary")
        .Field("Type", static row => row.Type)
        .Field("Total", static row => row.Total)
        .Field("Active", static row => row.Active)
        .Field("RawSize", static row => row.RawSize)
        .Field("RawReclaimable", static row => row.RawReclaimable)
        .Field("TotalCount", static row => row.Total)
        .Field("Size", static row => row.Size)
        .Field("Reclaimable", static row => row.Reclaimable);

    /// <summary>The summary's headers.</summary>
    public static ReportHeaders SummaryHeaders { get; } = ReportHeaders.Of(Summaries.FieldNames);

    /// <summary>The headers of images.</summary>
    public static ReportHeaders ImageHeaders { get; } = ReportHeaders.Of(
        ["Repository", "Tag", "ImageID", "Created", "Size", "SharedSize", "UniqueSize", "Containers"], new Dictionary<string, string> { ["ImageID"] = "IMAGE ID" });

    /// <summary>The headers of containers.</summary>
    public static ReportHeaders ContainerHeaders { get; } = ReportHeaders.Of(
        ["ContainerID", "Image", "Command", "LocalVolumes", "Size", "Created", "Status", "Names"], new Dictionary<string, string> { ["ContainerID"] = "CONTAINER ID" });

    /// <summary>The headers of volumes.</summary>
    public static ReportHeaders VolumeHeaders { get; } = ReportHeaders.Of(["VolumeName", "Links", "Size"]);

    /// <summary>A volume.</summary>
    public static TemplateObject<VolumeUsage> Volumes { get; } = TemplateObject.For<VolumeUsage>("system.dfVolume")
        .Field("VolumeName", static row => row.Name)
        .Field("Links", static row => row.Links)
        .Field("Size", static row => HumanSize.Exact(row.Size));

    /// <summary>An image.</summary>
    /// <param name="now">Now.</param>
    public static TemplateObject<ImageUsage> Images(DateTimeOffset now) => TemplateObject.For<ImageUsage>("system.dfImage")
        .Field("Repository", static row => row.Repository)
        .Field("Tag", static row => row.Tag)
        .Field("ImageID", static row => row.Id[..ShortId])
        .Field("Created", row => HumanDuration.Of(now - row.Created))
        .Field("Size", static row => HumanSize.Exact(row.Size))
        .Field("SharedSize", static row => HumanSize.Exact(row.SharedSize))
        .Field("UniqueSize", static row => HumanSize.Exact(row.UniqueSize))
        .Field("Containers", static row => row.Containers);

    /// <summary>A container.</summary>
    /// <param name="now">Now.</param>
    public static TemplateObject<ContainerUsage> Containers(DateTimeOffset now) => TemplateObject.For<ContainerUsage>("system.dfContainer")
        .Field("ContainerID", static row => row.Id[..ShortId])
        .Field("Image", static row => row.Image.Length > ShortId ? row.Image[..ShortId] : row.Image)
        .Field("Command", static row => string.Join(' ', row.Command))
        .Field("LocalVolumes", static row => row.LocalVolumes)
        .Field("Size", static row => HumanSize.Exact(row.RwSize))
        .Field("Created", row => HumanDuration.Of(now - row.Created))
        .Field("Status", static row => row.Status)
        .Field("Names", static row => row.Names);
}
