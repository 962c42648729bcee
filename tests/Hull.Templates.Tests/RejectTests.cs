using Hull.Core;

namespace Hull.Templates.Tests;

public sealed class RejectTests
{
    [Theory]
    [InlineData("{{", 1, 2, "unclosed action")]
    [InlineData("ab\ncd {{.S", 2, 7, "unclosed action")]
    [InlineData("é {{ ☺ }}", 1, 6, "unrecognized character in action: U+263A '☺'")]
    [InlineData("{{.S}", 1, 2, "bad character U+007D '}'")]
    [InlineData("{{.S }", 1, 5, "unexpected \"}\" in operand")]
    [InlineData("{{foo}}", 1, 2, "function \"foo\" not defined")]
    [InlineData("{{$x}}", 1, 2, "undefined variable \"$x\"")]
    [InlineData("{{if .S}}a", 1, 10, "unexpected EOF")]
    [InlineData("{{if}}a{{end}}", 1, 4, "missing value for if")]
    [InlineData("{{end}}", 1, 5, "unexpected {{end}}")]
    [InlineData("{{if 1}}{{else}}{{else}}{{end}}", 1, 22, "expected end; found {{else}}")]
    [InlineData("{{range $a, $b, $c := .L}}{{end}}", 1, 14, "too many declarations in range")]
    [InlineData("{{range $a, 1}}{{end}}", 1, 12, "range can only initialize variables")]
    [InlineData("{{$a, $b := 1}}", 1, 4, "too many declarations in command")]
    [InlineData("{{break}}", 1, 7, "{{break}} outside {{range}}")]
    [InlineData("{{range .L}}{{define \"x\"}}{{end}}{{end}}", 1, 14, "unexpected <define> in command")]
    [InlineData("{{define \"x\"}}a{{end}}{{define \"x\"}}b{{end}}", 1, 42, "template: multiple definition of template \"x\"")]
    [InlineData("{{define \"x\"}}a{{else}}b{{end}}", 1, 21, "unexpected {{else}} in define clause")]
    [InlineData("{{block \"x\" .}}a{{else}}b{{end}}", 1, 22, "unexpected {{else}} in block clause")]
    [InlineData("{{define x}}{{end}}", 1, 9, "unexpected \"x\" in define clause")]
    [InlineData("{{template \"\\q\"}}", 1, 11, "invalid syntax")]
    [InlineData("{{template 1}}", 1, 11, "unexpected \"1\" in template clause")]
    [InlineData("{{\"\\q\"}}", 1, 2, "invalid syntax")]
    [InlineData("{{'ab'}}", 1, 2, "malformed character constant: 'ab'")]
    [InlineData("{{''}}", 1, 2, "invalid syntax")]
    [InlineData("{{'\\q'}}", 1, 2, "invalid syntax")]
    [InlineData("{{\"abc}}", 1, 2, "unterminated quoted string")]
    [InlineData("{{'a}}", 1, 2, "unterminated character constant")]
    [InlineData("{{`abc}}", 1, 2, "unterminated raw quoted string")]
    [InlineData("{{/* abc}}", 1, 2, "unclosed comment")]
    [InlineData("{{/* a */ b}}", 1, 2, "comment ends before closing delimiter")]
    [InlineData("{{(1}}", 1, 4, "unclosed left paren")]
    [InlineData("{{1)}}", 1, 3, "unexpected right paren")]
    [InlineData("{{1a}}", 1, 2, "bad number syntax: \"1a\"")]
    [InlineData("{{1+2i}}", 1, 2, "complex numbers are not supported")]
    [InlineData("{{0x}}", 1, 2, "illegal number syntax: \"0x\"")]
    [InlineData("{{1__0}}", 1, 2, "illegal number syntax: \"1__0\"")]
    [InlineData("{{1_}}", 1, 2, "illegal number syntax: \"1_\"")]
    [InlineData("{{99999999999999999999}}", 1, 2, "integer overflow: \"99999999999999999999\"")]
    [InlineData("{{0xfffffffffffffffff}}", 1, 2, "illegal number syntax: \"0xfffffffffffffffff\"")]
    [InlineData("{{1e999}}", 1, 2, "illegal number syntax: \"1e999\"")]
    [InlineData("{{.S | 1}}", 1, 8, "non executable command in pipeline stage 2")]
    [InlineData("{{true.S}}", 1, 8, "unexpected . after term \"true\"")]
    [InlineData("{{:}}", 1, 2, "expected :=")]
    [InlineData("{{.S\n\"a\n}}", 2, 0, "unterminated quoted string in action started at t:1")]
    [InlineData("{{.S\n\n", 3, 0, "unclosed action started at t:1")]
    [InlineData("{{abcdefghijklmnop qrs 1}}", 1, 2, "function \"abcdefghijklmnop\" not defined")]
    [InlineData("{{if .S}}x{{template abcdefghijklmnop}}", 1, 21, "unexpected \"abcdefghij\"... in template clause")]
    public void Refuses_text_that_is_no_template(string template, int line, int column, string message)
    {
        var error = Assert.Throws<EngineException>(() => Template.Parse("t", template));
        Assert.Equal($"template: t:{line}:{column}: {message}", error.Message);
        Check(error, TemplatePhase.Parse, line, column);
    }

    [Theory]
    [InlineData("{{.Nope}}", 1, 2, ".Nope", "can't evaluate field Nope in type test.Row")]
    [InlineData("x\né {{.Inner.Nope}}", 2, 11, ".Inner.Nope", "can't evaluate field Nope in type test.Inner")]
    [InlineData("{{.Ptr.Nope}}", 1, 6, ".Ptr.Nope", "can't evaluate field Nope in type *test.Inner")]
    [InlineData("{{.NilPtr.X}}", 1, 9, ".NilPtr.X", "nil pointer evaluating *test.Inner.X")]
    [InlineData("{{.NilPtr.Nope}}", 1, 9, ".NilPtr.Nope", "can't evaluate field Nope in type *test.Inner")]
    [InlineData("{{.NilInt.X}}", 1, 9, ".NilInt.X", "nil pointer evaluating *int.X")]
    [InlineData("{{range .Any}}{{.Foo}}{{end}}", 1, 16, ".Foo", "can't evaluate field Foo in type interface {}")]
    [InlineData("{{range slice .Any 2}}{{.Foo}}{{end}}", 1, 24, ".Foo", "nil pointer evaluating interface {}.Foo")]
    [InlineData("{{.S 1}}", 1, 2, ".S", "S has arguments but cannot be invoked as function")]
    [InlineData("{{.M.k 1}}", 1, 4, ".M.k", "k is not a method but has arguments")]
    [InlineData("{{.Ptr.Plus}}", 1, 6, ".Ptr.Plus", "wrong number of args for Plus: want 1 got 0")]
    [InlineData("{{.Ptr.Plus \"a\"}}", 1, 12, "\"a\"", "expected integer; found \"a\"")]
    [InlineData("{{.Ptr.Plus 1.5}}", 1, 12, "1.5", "expected integer; found 1.5")]
    [InlineData("{{.Fail}}", 1, 2, ".Fail", "error calling Fail: no luck")]
    [InlineData("{{.Fn}}", 1, 2, "{{.Fn}}", "can't print {{.Fn}} of type func(string) string")]
    [InlineData("{{call .S}}", 1, 2, "call .S", "error calling call: non-function .S of type string")]
    [InlineData("{{call nil}}", 1, 2, "call nil", "error calling call: call of nil")]
    [InlineData("{{call}}", 1, 2, "call", "wrong number of args for call: want at least 1 got 0")]
    [InlineData("{{.S | call}}", 1, 7, "call", "error calling call: non-function call of type string")]
    [InlineData("{{call .Fn}}", 1, 2, "call .Fn", "error calling call: wrong number of args for .Fn: got 0 want 1")]
    [InlineData("{{1 2}}", 1, 2, "1", "can't give argument to non-function 1")]
    [InlineData("{{1 | .S}}", 1, 6, ".S", "S has arguments but cannot be invoked as function")]
    [InlineData("{{$x := 1}}{{$x 2}}", 1, 13, "$x", "can't give argument to non-function $x")]
    [InlineData("{{nil}}", 1, 2, "nil", "nil is not a command")]
    [InlineData("{{18446744073709551615}}", 1, 2, "18446744073709551615", "18446744073709551615 overflows int")]
    [InlineData("{{upper 1}}", 1, 8, "1", "expected string; found 1")]
    [InlineData("{{upper .N}}", 1, 8, ".N", "wrong type for value; expected string; got int")]
    [InlineData("{{upper nil}}", 1, 8, "nil", "cannot assign nil to string")]
    [InlineData("{{upper .NilS}}", 1, 8, ".NilS", "dereference of nil pointer of type string")]
    [InlineData("{{upper .M.none}}", 1, 10, ".M.none", "invalid value; expected string")]
    [InlineData("{{upper (index .Any 2)}}", 1, 20, "2", "invalid value; expected string")]
    [InlineData("{{pad .S .F 1}}", 1, 9, ".F", "wrong type for value; expected int; got float64")]
    [InlineData("{{pad .S .Big 1}}", 1, 9, ".Big", "wrong type for value; expected int; got uint64")]
    [InlineData("{{pad .S -1 1}}", 1, 2, "pad .S -1 1", "error calling pad: strings: negative Repeat count")]
    [InlineData("{{pad .S 2000000 1}}", 1, 2, "pad .S 2000000 1", "error calling pad: more than 1000000 spaces")]
    [InlineData("{{truncate .S -1}}", 1, 2, "truncate .S -1", "error calling truncate: runtime error: slice bounds out of range [:-1]")]
    [InlineData("{{join .S 1}}", 1, 7, ".S", "wrong type for value; expected []string; got string")]
    [InlineData("{{join \"a\" 1}}", 1, 7, "\"a\"", "can't handle \"a\" for arg of type []string")]
    [InlineData("{{join .Any \"\"}}", 1, 7, ".Any", "wrong type for value; expected []string; got []interface {}")]
    [InlineData("{{json .Fn}}", 1, 2, "json .Fn", "error calling json: json: unsupported type: func(string) string")]
    [InlineData("{{range .S}}{{end}}", 1, 8, ".S", "range can't iterate over text")]
    [InlineData("{{range $i, $e := .U}}{{end}}", 1, 18, ".U", "can't use 7 to iterate over more than one variable")]
    [InlineData("{{template \"no\"}}", 1, 11, "{{template \"no\"}}", "template \"no\" not defined")]
    [InlineData("{{template \"no\" .S}}", 1, 11, "{{template \"no\" .S}}", "template \"no\" not defined")]
    [InlineData("{{index .L 2}}", 1, 2, "index .L 2", "error calling index: reflect: slice index out of range")]
    [InlineData("{{index .L 3}}", 1, 2, "index .L 3", "error calling index: index out of range: 3")]
    [InlineData("{{index .L .Big}}", 1, 2, "index .L .Big", "error calling index: index out of range: -1")]
    [InlineData("{{index .NilPtr 1}}", 1, 2, "index .NilPtr 1", "error calling index: index of nil pointer")]
    [InlineData("{{index .Inner 1}}", 1, 2, "index .Inner 1", "error calling index: can't index item of type test.Inner")]
    [InlineData("{{index .M nil}}", 1, 2, "index .M nil", "error calling index: value is nil; should be of type string")]
    [InlineData("{{index .M 1}}", 1, 2, "index .M 1", "error calling index: value has type int; should be string")]
    [InlineData("{{index nil 1}}", 1, 2, "index nil 1", "error calling index: index of untyped nil")]
    [InlineData("{{index .L nil}}", 1, 2, "index .L nil", "error calling index: cannot index slice/array with nil")]
    [InlineData("{{index .L \"a\"}}", 1, 2, "index .L \"a\"", "error calling index: cannot index slice/array with type string")]
    [InlineData("{{slice .S 1 2 3}}", 1, 2, "slice .S 1 2 3", "error calling slice: cannot 3-index slice a string")]
    [InlineData("{{slice .L 1 2 1}}", 1, 2, "slice .L 1 2 1", "error calling slice: invalid slice index: 2 > 1")]
    [InlineData("{{slice .L 2 1}}", 1, 2, "slice .L 2 1", "error calling slice: invalid slice index: 2 > 1")]
    [InlineData("{{slice .L 1 1 1 1}}", 1, 2, "slice .L 1 1 1 1", "error calling slice: too many slice indexes: 4")]
    [InlineData("{{slice nil}}", 1, 2, "slice nil", "error calling slice: slice of untyped nil")]
    [InlineData("{{slice 1}}", 1, 2, "slice 1", "error calling slice: can't slice item of type int")]
    [InlineData("{{len .NilPtr}}", 1, 2, "len .NilPtr", "error calling len: len of nil pointer")]
    [InlineData("{{len .N}}", 1, 2, "len .N", "error calling len: len of type int")]
    [InlineData("{{len nil}}", 1, 2, "len nil", "error calling len: reflect: call of reflect.Value.Type on zero Value")]
    [InlineData("{{eq .S}}", 1, 2, "eq .S", "error calling eq: missing argument for comparison")]
    [InlineData("{{eq .S 1}}", 1, 2, "eq .S 1", "error calling eq: incompatible types for comparison")]
    [InlineData("{{eq .L .S}}", 1, 2, "eq .L .S", "error calling eq: incompatible types for comparison")]
    [InlineData("{{eq .L .L}}", 1, 2, "eq .L .L", "error calling eq: non-comparable type [a b]: []string")]
    [InlineData("{{eq .L .M}}", 1, 2, "eq .L .M", "error calling eq: non-comparable types [a b]: []string, map[string]string: map[k:v]")]
    [InlineData("{{eq .NilList .M}}", 1, 2, "eq .NilList .M", "error calling eq: non-comparable types []: []string, map[string]string: map[k:v]")]
    [InlineData("{{lt .L 1}}", 1, 2, "lt .L 1", "error calling lt: invalid type for comparison")]
    [InlineData("{{lt 1 .L}}", 1, 2, "lt 1 .L", "error calling lt: invalid type for comparison")]
    [InlineData("{{lt .B .B}}", 1, 2, "lt .B .B", "error calling lt: invalid type for comparison")]
    [InlineData("{{lt .S 1}}", 1, 2, "lt .S 1", "error calling lt: incompatible types for comparison")]
    [InlineData("{{.When.Sub 1}}", 1, 12, "1", "can't handle 1 for arg of type time.Time")]
    [InlineData("{{.When.Nope}}", 1, 7, ".When.Nope", "can't evaluate field Nope in type time.Time")]
    [InlineData("{{(.When.Add 1).Nope}}", 1, 13, "1", "can't evaluate field Nope in type time.Time")]
    [InlineData("{{len.Nope}}", 1, 2, "len", "wrong number of args for len: want 1 got 0")]
    [InlineData("{{if true}}{{$x := 1}}{{end}}{{define \"d\"}}{{end}}{{or}}", 1, 52, "or", "wrong number of args for or: want at least 1 got 0")]
    public void Refuses_data_that_does_not_fit(string template, int line, int column, string place, string message)
    {
        var parsed = Template.Parse("t", template);
        var error = Assert.Throws<EngineException>(() => parsed.Execute(TestData.Value));
        Assert.Equal($"template: t:{line}:{column}: executing \"t\" at <{place}>: {message}", error.Message);
        Check(error, TemplatePhase.Execute, line, column);
    }

    [Theory]
    [InlineData("{{.Stat}}", "did you mean .State?")]
    [InlineData("{{.nilptr}}", "did you mean .NilPtr?")]
    [InlineData("{{.Ptr.Twic}}", "did you mean .Twice?")]
    [InlineData("{{.Zzzzzz}}", null)]
    [InlineData("{{.S.Length}}", null)]
    [InlineData("{{uper .S}}", "did you mean upper?")]
    [InlineData("{{$name := 1}}{{$nane}}", "did you mean $name?")]
    [InlineData("{{define \"header\"}}{{end}}{{template \"heade\"}}", "did you mean header?")]
    public void Hints_at_the_nearest_names(string template, string? hint)
    {
        var error = Assert.Throws<EngineException>(() => Template.Parse("t", template).Execute(TestData.Value));
        Assert.Equal(hint, error.Hint);
    }

    [Fact]
    public void Names_the_definition_that_an_error_is_in()
    {
        var template = Template.Parse("ps", "{{define \"inner\"}}\n{{.Nope}}{{end}}{{template \"inner\" .}}");
        var error = Assert.Throws<EngineException>(() => template.Execute(TestData.Value));
        Assert.Equal("template: ps:2:2: executing \"inner\" at <.Nope>: can't evaluate field Nope in type test.Row", error.Message);
    }

    [Fact]
    public void Refuses_missing_keys_when_asked_to()
    {
        var options = new TemplateOptions { MissingKeyIsError = true };
        var map = TemplateValue.Map([KeyValuePair.Create("alpha", "1")]);
        var missing = Assert.Throws<EngineException>(() => Template.Parse("t", "{{.alpah}}", options).Execute(map));
        Assert.EndsWith("map has no entry for key \"alpah\"", missing.Message, StringComparison.Ordinal);
        Assert.Equal("did you mean .alpha?", missing.Hint);
        var below = Assert.Throws<EngineException>(() => Template.Parse("t", "{{.x}}", options).Execute(TemplateValue.None));
        Assert.EndsWith("nil data; no entry for key \"x\"", below.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_what_was_printed_before_an_error()
    {
        var output = new StringWriter();
        Assert.Throws<EngineException>(() => Template.Parse("t", "{{.S}}!{{.Nope}}").Execute(TestData.Value, output));
        Assert.Equal("text!", output.ToString());
    }

    private static void Check(EngineException error, TemplatePhase phase, int line, int column)
    {
        Assert.Equal(ErrorKind.InvalidArgument, error.Kind);
        var place = Assert.IsType<TemplateException>(error.InnerException);
        Assert.Equal((phase, line, column), (place.Phase, place.Line, place.Column));
    }
}
