using Hull.Engine.Volumes;
using Hull.Templates;

namespace Hull.Cli.Output.Rows;

/// <summary>What templates of volume ls see.</summary>
internal static class VolumeTable
{
    private static readonly TemplateObject<InspectedVolume> Data = TemplateObject.For<InspectedVolume>("define.InspectVolumeData")
        .Field("Name", static volume => volume.Name)
        .Field("Driver", static volume => volume.Driver)
        .Field("Mountpoint", static volume => volume.Mountpoint)
        .Field("CreatedAt", static volume => TemplateText.Of(volume.CreatedAt))
        .Field("Status", static _ => TemplateValue.Map(new Dictionary<string, string>()), omitEmpty: true)
        .Field("Labels", static volume => TemplateValue.Map(volume.Labels))
        .Field("Scope", static volume => volume.Scope)
        .Field("Options", static volume => TemplateValue.Map(volume.Options))
        .Field("UID", static volume => (int)volume.Uid, omitEmpty: true)
        .Field("GID", static volume => (int)volume.Gid, omitEmpty: true)
        .Field("Anonymous", static volume => volume.Anonymous, omitEmpty: true)
        .Field("MountCount", static volume => (ulong)volume.MountCount)
        .Field("NeedsCopyUp", static volume => volume.NeedsCopyUp, omitEmpty: true)
        .Field("NeedsChown", static volume => volume.NeedsChown, omitEmpty: true)
        .Field("Timeout", static volume => (ulong)volume.Timeout, omitEmpty: true)
        .Field("StorageID", static volume => volume.StorageId ?? "", omitEmpty: true)
        .Field("LockNumber", static volume => (ulong)volume.LockNumber);

    private static readonly TemplateObject<InspectedVolume> Response = TemplateObject.For<InspectedVolume>("entities.VolumeConfigResponse")
        .Embed("InspectVolumeData", Data, static volume => volume);

    /// <summary>A row as templates see it. Its labels are one text, as Podman's are.</summary>
    public static TemplateObject<InspectedVolume> Rows { get; } = TemplateObject.For<InspectedVolume>("entities.VolumeListReport")
        .Embed("VolumeConfigResponse", Response, static volume => volume)
        .Method("Labels", static volume => string.Join(',', volume.Labels.OrderBy(static label => label.Key, StringComparer.Ordinal).Select(static label => $"{label.Key}={label.Value}")));

    /// <summary>The headers.</summary>
    public static ReportHeaders Headers => ReportHeaders.Of([.. Data.FieldNames], new Dictionary<string, string> { ["Name"] = "VOLUME NAME" });
}
