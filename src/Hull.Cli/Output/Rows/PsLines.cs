using Hull.Engine.Configuration;
using Hull.Engine.Containers.Listing;
using Hull.Templates;

namespace Hull.Cli.Output.Rows;

/// <summary>The usual table of ps without the machinery of templates, which would cost more than the rest where there are many containers.</summary>
/// <param name="now">Now.</param>
/// <param name="noTrunc">Whether ids and commands are shown whole.</param>
internal sealed class PsLines(DateTimeOffset now, bool noTrunc)
{
    private static readonly string[] Titles = ["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"];

    /// <summary>The text.</summary>
    /// <param name="lines">The containers.</param>
    /// <param name="idsOnly">Whether only ids are printed.</param>
    /// <param name="heading">Whether a line of titles stands above them.</param>
    public string Write(IReadOnlyList<ContainerLine> lines, bool idsOnly, bool heading)
    {
        if (idsOnly) return string.Concat(lines.Select(line => PsRow.Short(line.Id, noTrunc) + "\n"));
        var rows = lines.Select(line => (IReadOnlyList<string>)
        [
            PsRow.Short(line.Id, noTrunc), line.Image, PsRow.Shortened(line.Command, noTrunc), HumanDuration.Of(now - line.Created) + " ago", line.Status, line.Ports, line.Name,
        ]);
        return AlignedRows.Of(heading ? rows.Prepend(Titles) : rows);
    }
}
