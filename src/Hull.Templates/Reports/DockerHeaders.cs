namespace Hull.Templates.Reports;

/// <summary>What a template of Docker's sees in place of a row when the header line is made.</summary>
internal static class DockerHeaders
{
    /// <summary>Functions that leave a header as it is; pad still pads, for the sake of alignment.</summary>
    public static TemplateOptions Options { get; } = new()
    {
        Functions = new Dictionary<string, TemplateFunction>(StringComparer.Ordinal)
        {
            ["json"] = Same(),
            ["split"] = Same(GoType.String),
            ["join"] = Same(GoType.String),
            ["title"] = Same(),
            ["lower"] = Same(),
            ["upper"] = Same(),
            ["truncate"] = Same(GoType.Int),
        },
    };

    /// <summary>The headers by field, with the method Label, which gives the last part of a label's name in words.</summary>
    public static TemplateValue Row(ReportHeaders headers)
    {
        var row = TemplateObject.For<ReportHeaders>("formatter.SubHeaderContext")
            .Method("Label", _ => new TemplateFunction("func(string) string", [GoType.String], arguments =>
                arguments[0].AsText().Split('.')[^1].Replace('-', ' ').Replace('_', ' ')));
        foreach (var (field, header) in headers.ByField) row.Field(field, _ => header);
        return row.Value(headers);
    }

    private static TemplateFunction Same(params IReadOnlyList<GoType> others) =>
        new("func(string) string", [GoType.String, .. others], arguments => arguments[0]);
}
