using Hull.Engine.Images;

namespace Hull.Cli.Output.Rows;

/// <summary>One row of history.</summary>
/// <param name="Step">The step.</param>
/// <param name="NoTrunc">Whether nothing is cut.</param>
/// <param name="Human">Whether times and sizes are in words.</param>
/// <param name="Age">How long ago it was, in words.</param>
/// <param name="LocalTime">When it was, on the caller's clock.</param>
internal sealed record HistoryRow(HistoryStep Step, bool NoTrunc, bool Human, string Age, string LocalTime)
{
    private const int ShortId = 12;
    private const int ShortCommand = 45;

    /// <summary>The image's id, or what stands for one that is not here.</summary>
    public string Id => Step.ImageId is not { } id ? "<missing>" : NoTrunc ? id : id[..ShortId];

    /// <summary>The time, in words or as RFC 3339 has it.</summary>
    public string Created => Human ? Age : Rfc3339;

    /// <summary>The time in UTC.</summary>
    public string Rfc3339 => Step.Created?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) ?? "0001-01-01T00:00:00Z";

    /// <summary>The command, cut unless asked for whole.</summary>
    public string CreatedBy => NoTrunc || Step.CreatedBy.Length <= ShortCommand ? Step.CreatedBy : Step.CreatedBy[..(ShortCommand - 3)] + "...";

    /// <summary>The size, in words or in bytes.</summary>
    public string Size => Human ? HumanSize.Spaced(Step.Size) : Step.Size.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
