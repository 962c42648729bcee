using Hull.Core;

namespace Hull.Templates.Tests;

public sealed class LimitTests
{
    [Fact]
    public void Ends_endless_recursion_of_templates_with_an_error()
    {
        var template = Template.Parse("t", "{{define \"a\"}}{{if .}}{{template \"a\" .}}{{end}}{{end}}{{template \"a\" 1}}");
        var error = Assert.Throws<EngineException>(() => template.Execute(TemplateValue.None));
        Assert.EndsWith("exceeded maximum template depth (1000)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_templates_that_call_each_other_five_hundred_deep()
    {
        var template = Template.Parse("t", "{{define \"a\"}}{{if gt (len .) 0}}x{{template \"a\" (slice . 1)}}{{end}}{{end}}{{template \"a\" .}}");
        Assert.Equal(new string('x', 500), template.Execute(new string('.', 500)));
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("(len ", "``", ")")]
    public void Refuses_parentheses_too_deep_for_the_stack(string open, string inner, string close)
    {
        var text = "{{" + Repeat(open, 100_000) + inner + Repeat(close, 100_000) + "}}";
        var error = Assert.Throws<EngineException>(() => Template.Parse("t", text));
        Assert.Contains("nested too deeply", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{if 1}}", "{{end}}")]
    [InlineData("{{with 1}}{{range 1}}", "{{end}}{{end}}")]
    [InlineData("{{if 1}}{{else if 2}}", "{{end}}")]
    public void Refuses_blocks_too_deep_for_the_stack(string open, string close)
    {
        var error = Assert.Throws<EngineException>(() => Template.Parse("t", Repeat(open, 10_000) + Repeat(close, 10_000)));
        Assert.Contains("nested too deeply", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_and_runs_what_lies_two_hundred_deep()
    {
        var text = Repeat("{{if 1}}", 200) + "{{" + Repeat("(", 200) + "7" + Repeat(")", 200) + "}}" + Repeat("{{end}}", 200);
        Assert.Equal("7", Template.Parse("t", text).Execute(TemplateValue.None));
    }

    [Fact]
    public void Refuses_pipelines_without_end()
    {
        var error = Assert.Throws<EngineException>(() => Template.Parse("t", "{{1" + Repeat("|print", 20_000) + "}}"));
        Assert.Contains("pipeline too long", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_results_that_would_fill_the_memory()
    {
        var template = Template.Parse("t", "{{$x := `0123456789`}}{{range 40}}{{$x = print $x $x}}{{end}}");
        var error = Assert.Throws<EngineException>(() => template.Execute(TemplateValue.None));
        Assert.Contains("error calling print: result is longer than", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ignores_widths_beyond_a_million()
    {
        Assert.Equal("%!(NOVERB)%!(EXTRA int=1)", Template.Parse("t", "{{printf \"%10000010d\" 1}}").Execute(TemplateValue.None));
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
