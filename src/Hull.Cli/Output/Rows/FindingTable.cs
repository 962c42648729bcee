using Hull.Engine.Doctor;
using Hull.Templates;

namespace Hull.Cli.Output.Rows;

/// <summary>Findings of the doctor as templates see them, and as a person does.</summary>
internal static class FindingTable
{
    private const int Gap = 2;
    private const string Escape = "\u001b[";
    private static readonly string[] Titles = ["CHECK", "STATE", "DETAIL"];

    /// <summary>A row as templates see it.</summary>
    public static TemplateObject<Finding> Rows { get; } = TemplateObject.For<Finding>("doctor.Finding")
        .Field("Name", static finding => finding.Name)
        .Field("State", static finding => Word(finding.State))
        .Field("Detail", static finding => finding.Detail)
        .Field("Mend", static finding => finding.Mend ?? "");

    /// <summary>The headers.</summary>
    public static ReportHeaders Headers => ReportHeaders.Of(["Name", "State", "Detail", "Mend"], new Dictionary<string, string> { ["Name"] = Titles[0] });

    /// <summary>Writes the table.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="findings">Its rows; without any nothing is written.</param>
    /// <param name="isColoured">Whether a terminal shows it.</param>
    public static void Write(TextWriter to, IReadOnlyList<Finding> findings, bool isColoured)
    {
        if (findings.Count == 0) return;
        var name = Math.Max(Titles[0].Length, findings.Max(static finding => finding.Name.Length)) + Gap;
        var state = Math.Max(Titles[1].Length, findings.Max(static finding => Word(finding.State).Length)) + Gap;
        to.Write($"{Titles[0].PadRight(name)}{Titles[1].PadRight(state)}{Titles[2]}\n");
        foreach (var finding in findings)
        {
            // Padded before it is coloured: escapes have no width.
            var word = Word(finding.State).PadRight(state);
            to.Write($"{finding.Name.PadRight(name)}{(isColoured ? Colour(finding.State) + word + Escape + "0m" : word)}{finding.Detail}\n");
        }
    }

    private static string Word(FindingState state) => state switch { FindingState.Good => "good", FindingState.Warning => "warning", _ => "bad" };

    // Green, yellow, red (ECMA-48, SGR).
    private static string Colour(FindingState state) => Escape + (state switch { FindingState.Good => "32m", FindingState.Warning => "33m", _ => "31m" });
}
