namespace Hull.Templates.Tests;

/// <summary>A value with one of everything, for tests of the language itself.</summary>
internal static class TestData
{
    private static readonly TemplateObject<int> Inner = TemplateObject.For<int>("test.Inner")
        .Field("X", n => n)
        .Field("Y", n => n.ToString(), json: "y", omitEmpty: true)
        .Method("Twice", n => n * 2)
        .Method("Plus", n => new TemplateFunction("func(int) int", [GoType.Int], a => n + a[0].AsInteger()));

    private static readonly TemplateObject<int> Row = TemplateObject.For<int>("test.Row")
        .Field("S", _ => "text")
        .Field("N", n => n)
        .Field("B", _ => true)
        .Field("F", _ => 1.5)
        .Field("U", _ => 7UL)
        .Field("Big", _ => ulong.MaxValue)
        .Field("L", _ => TemplateValue.List(["a", "b"]))
        .Field("NilList", _ => TemplateValue.List(null))
        .Field("M", _ => TemplateValue.Map([KeyValuePair.Create("k", "v")]))
        .Field("NilMap", _ => TemplateValue.Map(null))
        .Field("Any", _ => TemplateValue.List([1, "x", TemplateValue.None], GoType.Any))
        .Field("Inner", n => Inner.Value(n))
        .Field("Ptr", n => Inner.Pointer(n))
        .Field("NilPtr", _ => TemplateValue.NilPointer(Inner.Type))
        .Field("NilInt", _ => TemplateValue.NilPointer(GoType.Int))
        .Field("When", _ => new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.Zero))
        .Field("Long", _ => TimeSpan.FromSeconds(90))
        .Field("State", _ => TemplateValue.Named(2, "running", GoType.Named("test.State", GoKind.Int)))
        .Field("Mode", _ => TemplateValue.Named("host", GoType.Named("test.Mode", GoKind.String)))
        .Field("Fn", _ => TemplateValue.Function(new TemplateFunction("func(string) string", [GoType.String], a => "<" + a[0].AsText() + ">")))
        .Field("PtrS", _ => TemplateValue.Pointer("pointed"))
        .Field("NilS", _ => TemplateValue.NilPointer(GoType.String))
        .Method("Fail", _ => new TemplateFunction("func() string", [], _ => throw new TemplateFunctionException("no luck")));

    /// <summary>The value.</summary>
    public static TemplateValue Value => Row.Value(3);
}
