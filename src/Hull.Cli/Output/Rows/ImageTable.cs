using Hull.Engine.Images;
using Hull.Templates;

namespace Hull.Cli.Output.Rows;

/// <summary>What templates of images see.</summary>
internal static class ImageTable
{
    private static readonly TemplateObject<ListedImage> Summary = TemplateObject.For<ListedImage>("types.ImageSummary")
        .Field("ID", static image => image.Id, "Id")
        .Field("ParentId", static image => image.ParentId)
        .Field("RepoTags", static image => TemplateValue.List(image.Names))
        .Field("RepoDigests", static image => TemplateValue.List(image.RepoDigests))
        .Field("Created", static image => image.Created)
        .Field("Size", static image => image.Size)
        .Field("SharedSize", static image => (int)image.SharedSize)
        .Field("VirtualSize", static image => image.VirtualSize, omitEmpty: true)
        .Field("Labels", static image => TemplateValue.Map(image.Labels))
        .Field("Containers", static image => image.Containers)
        .Field("ReadOnly", static _ => false, omitEmpty: true)
        .Field("Dangling", static image => image.Dangling, omitEmpty: true)
        .Field("Digest", static image => image.Digest, omitEmpty: true)
        .Field("History", static image => TemplateValue.List(image.History), omitEmpty: true)
        .Field("Names", static image => TemplateValue.List(image.Names), omitEmpty: true);

    /// <summary>A row as templates see it.</summary>
    public static TemplateObject<ImageRow> Rows { get; } = TemplateObject.For<ImageRow>("images.imageReporter")
        .Field("Repository", static row => row.Repository, "repository", omitEmpty: true)
        .Field("Tag", static row => row.Tag, "tag", omitEmpty: true)
        .Embed("ImageSummary", Summary, static row => row.Listed)
        .Method("ID", static row => row.Id)
        .Method("Created", static row => row.Age)
        .Method("CreatedAt", static row => TemplateText.Of(DateTimeOffset.FromUnixTimeSeconds(row.Listed.Created)))
        .Method("CreatedSince", static row => row.Age)
        .Method("CreatedTime", static row => TemplateText.Of(DateTimeOffset.FromUnixTimeSeconds(row.Listed.Created)))
        .Method("Size", static row => HumanSize.Spaced(row.Listed.Size))
        .Method("History", static row => string.Join(", ", row.Listed.History ?? []));

    /// <summary>The headers.</summary>
    public static ReportHeaders Headers => ReportHeaders.Of(
        [.. Summary.FieldNames, "Repository", "Tag"],
        new Dictionary<string, string> { ["ID"] = "IMAGE ID", ["ReadOnly"] = "R/O", ["CreatedSince"] = "CREATED", ["CreatedAt"] = "CREATED AT" });
}
