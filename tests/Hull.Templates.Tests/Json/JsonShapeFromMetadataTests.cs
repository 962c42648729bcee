using System.Text.Json;

namespace Hull.Templates.Tests.Json;

public sealed class JsonShapeFromMetadataTests
{
    private static readonly SampleRecord Record = new()
    {
        Id = "abc",
        Count = 1,
        Long = -2,
        Small = 3,
        Tiny = 4,
        Unsigned = 5,
        Wide = 6,
        Short = 7,
        Word = 8,
        Ratio = 1.5,
        Single = 0.5f,
        On = true,
        When = new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.Zero),
        Plain = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
        Maybe = 9,
        Tags = ["x"],
        Labels = new() { ["k"] = "v" },
        Child = new() { Id = "child" },
        Children = [new() { Id = "one" }],
        Free = JsonSerializer.SerializeToElement(new[] { 1 }),
        Mode = SampleMode.Second,
    };

    [Theory]
    [InlineData("{{.ID}} {{.Count}} {{.Long}} {{.Small}} {{.Tiny}} {{.Unsigned}} {{.Wide}} {{.Short}} {{.Word}}", "abc 1 -2 3 4 5 6 7 8")]
    [InlineData("{{printf \"%T %T %T %T %T %T %T %T\" .Count .Long .Small .Tiny .Unsigned .Wide .Short .Word}}", "int int64 int8 uint8 uint32 uint64 int16 uint16")]
    [InlineData("{{.Ratio}} {{.Single}} {{.On}} {{.When.Year}} {{.Plain.Month}} {{.Maybe}} {{.Tags}} {{.Labels.k}}", "1.5 0.5 true 2026 January 9 [x] v")]
    [InlineData("{{.Child.ID}} {{range .Children}}{{.ID}}{{end}} {{.Child.Child}} {{.Free}} {{.Mode}}", "child one <nil> [1] Second")]
    [InlineData("{{printf \"%T %T %T %T %T\" .Child .Children .Maybe .When .Free}}", "*define.SampleRecord []define.SampleRecord *int time.Time []interface {}")]
    public void Makes_structs_of_what_the_serializer_knows(string template, string expected)
    {
        var naming = new JsonNaming { TypeName = type => "define." + type.Name, FieldName = (_, json) => json == "id" ? "ID" : json };
        var shape = JsonShape.From(SampleContext.Default.SampleRecord, naming);
        var json = JsonSerializer.SerializeToElement(Record, SampleContext.Default.SampleRecord);
        Assert.Equal(expected, Template.Parse("t", template).Execute(TemplateValue.FromJson(json, shape)));
    }

    [Fact]
    public void Takes_the_names_of_json_where_none_are_given()
    {
        var shape = JsonShape.From(SampleContext.Default.SampleRecord);
        Assert.Equal("SampleRecord", shape.Type.Name);
        var json = JsonSerializer.SerializeToElement(Record, SampleContext.Default.SampleRecord);
        Assert.Equal("abc", Template.Parse("t", "{{.id}}").Execute(TemplateValue.FromJson(json, shape)));
    }

    [Fact]
    public void Lists_and_dictionaries_have_shapes_too()
    {
        var list = JsonShape.From(SampleContext.Default.ListSampleRecord);
        Assert.Equal("[]SampleRecord", list.Type.Name);
        var map = JsonShape.From(SampleContext.Default.DictionaryStringSampleRecord);
        Assert.Equal("map[string]SampleRecord", map.Type.Name);
    }
}
