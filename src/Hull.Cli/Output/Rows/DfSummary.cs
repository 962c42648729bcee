using System.Globalization;
using Hull.Engine.Systemwide.Usage;

namespace Hull.Cli.Output.Rows;

/// <summary>One row of system df.</summary>
/// <param name="Type">Images, Containers or Local Volumes.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Active">How many are in use.</param>
/// <param name="RawSize">What they take, in bytes.</param>
/// <param name="RawReclaimable">What those not in use take.</param>
internal sealed record DfSummary(string Type, int Total, int Active, long RawSize, long RawReclaimable)
{
    private const double Percent = 100;

    /// <summary>What they take, for people.</summary>
    public string Size => HumanSize.Exact(RawSize);

    /// <summary>What would be free without those not in use, for people, with its share.</summary>
    public string Reclaimable
    {
        get
        {
            var share = RawSize == 0 ? 0 : Math.Round(RawReclaimable * Percent / RawSize);
            return string.Create(CultureInfo.InvariantCulture, $"{HumanSize.Exact(RawReclaimable)} ({share}%)");
        }
    }

    /// <summary>The three rows.</summary>
    /// <param name="usage">What was measured.</param>
    public static IReadOnlyList<DfSummary> Of(DiskUsage usage)
    {
        // One of several names has as many rows.
        var images = usage.Images.DistinctBy(static image => image.Id).ToList();
        var used = images.Where(static image => image.Containers > 0).ToList();
        var running = usage.Containers.Where(static container => container.Status == "running").ToList();
        var size = usage.Containers.Sum(static container => container.RwSize);
        return
        [
            // Podman's rule: what is shared with an image in use counts as free, too.
            new DfSummary("Images", images.Count, used.Count, usage.ImagesSize, usage.ImagesSize - used.Sum(static image => image.UniqueSize)),
            new DfSummary("Containers", usage.Containers.Count, running.Count, size, size - running.Sum(static container => container.RwSize)),
            new DfSummary(
                "Local Volumes", usage.Volumes.Count, usage.Volumes.Count(static volume => volume.Links > 0), usage.Volumes.Sum(static volume => volume.Size),
                usage.Volumes.Where(static volume => volume.Links == 0).Sum(static volume => volume.Size)),
        ];
    }
}
