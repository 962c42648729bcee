using Hull.Templates;

namespace Hull.Cli.Output;

/// <summary>What Go prints for a value.</summary>
internal static class TemplateText
{
    private static readonly Template Dot = Template.Parse("text", "{{.}}");

    /// <summary>The value as text.</summary>
    /// <param name="value">The value.</param>
    public static string Of(TemplateValue value) => Dot.Execute(value);
}
