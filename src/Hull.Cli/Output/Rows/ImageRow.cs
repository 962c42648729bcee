using Hull.Engine.Images;

namespace Hull.Cli.Output.Rows;

/// <summary>One row of images: an image under one of its names.</summary>
/// <param name="Listed">The image as lists describe it.</param>
/// <param name="Repository">The repository of the name, or &lt;none&gt;.</param>
/// <param name="Tag">The tag of the name, or &lt;none&gt;.</param>
/// <param name="NoTrunc">Whether ids are shown whole.</param>
/// <param name="Age">How long ago it was made, in words.</param>
internal sealed record ImageRow(ListedImage Listed, string Repository, string Tag, bool NoTrunc, string Age)
{
    /// <summary>What stands for a name that is not there.</summary>
    public const string None = "<none>";

    /// <summary>The id, cut to twelve digits unless asked for whole.</summary>
    public string Id => NoTrunc ? "sha256:" + Listed.Id : Listed.Id[..12];
}
