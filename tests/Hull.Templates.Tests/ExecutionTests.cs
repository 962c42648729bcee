namespace Hull.Templates.Tests;

public sealed class ExecutionTests
{
    [Theory]
    [InlineData("{{.S}} {{.N}} {{.B}} {{.F}} {{.U}} {{.Big}}", "text 3 true 1.5 7 18446744073709551615")]
    [InlineData("{{.L}} {{.NilList}} {{.M}} {{.NilMap}} {{.Any}}", "[a b] [] map[k:v] map[] [1 x <nil>]")]
    [InlineData("{{.Inner}} {{.Ptr}} {{.NilPtr}} {{.NilInt}} {{.PtrS}} {{.NilS}}", "{3 3} {3 3} <nil> <nil> pointed <nil>")]
    [InlineData("{{.Inner.X}} {{.Ptr.Y}} {{.Ptr.Twice}} {{.Inner.Plus 4}} {{4 | .Ptr.Plus}} {{.Ptr.Plus (len .L)}}", "3 3 6 7 7 5")]
    [InlineData("{{.When}} {{.Long}} {{.State}} {{.Mode}}", "2026-11-23 20:00:00 +0000 UTC 1m30s running host")]
    [InlineData("{{printf \"%d %v %s %q %x %T\" .State .State .State .State .State .State}}", "2 running running \"running\" 72756e6e696e67 test.State")]
    [InlineData("{{printf \"%+v %#v\" .Inner .Inner}}", "{X:3 Y:3} test.Inner{X:3, Y:\"3\"}")]
    [InlineData("{{printf \"%v %+v %T\" .Ptr .Ptr .Ptr}}", "&{3 3} &{X:3 Y:3} *test.Inner")]
    [InlineData("{{printf \"%v %d %s %p\" .NilPtr .NilPtr .NilPtr .NilPtr}}", "<nil> 0 %!s(*test.Inner=<nil>) 0x0")]
    [InlineData("{{printf \"%#v %#v %#v %#v %#v\" .NilPtr .NilList .NilMap .U .Ptr}}", "(*test.Inner)(nil) []string(nil) map[string]string(nil) 0x7 &test.Inner{X:3, Y:\"3\"}")]
    [InlineData("{{printf \"%#v %d %#v\" (.State) (.Long) .L}}", "2 90000000000 []string{\"a\", \"b\"}")]
    [InlineData("{{printf \"%d %t %5v|%-5v|\" .When .When .B .B}}", "%!d(time.Time=2026-11-23 20:00:00 +0000 UTC) %!t(time.Time=2026-11-23 20:00:00 +0000 UTC)  true|true |")]
    [InlineData("{{printf \"%#v %v\" .When .Long}}", "time.Date(2026, time.November, 23, 20, 0, 0, 0, time.UTC) 1m30s")]
    [InlineData("{{json .Inner}} {{json .Ptr}} {{json .NilPtr}} {{json .State}} {{json .Long}} {{json .When}}", "{\"X\":3,\"y\":\"3\"} {\"X\":3,\"y\":\"3\"} null 2 90000000000 \"2026-11-23T20:00:00Z\"")]
    [InlineData("{{json .Any}} {{json .NilList}} {{json .NilMap}} {{json .U}} {{json .F}}", "[1,\"x\",null] null null 7 1.5")]
    [InlineData("{{call .Fn \"a\"}} {{\"b\" | call .Fn}} {{call .Fn .PtrS}} {{call .Fn .Mode}}", "<a> <b> <pointed> <host>")]
    [InlineData("{{if .Fn}}f{{end}}{{if .NilPtr}}p{{else}}n{{end}}{{if .Inner}}s{{end}}{{if .When}}t{{end}}{{if .U}}u{{end}}{{if .F}}f{{end}}", "fnstuf")]
    [InlineData("{{range .U}}{{.}}{{end}} {{range .Any}}[{{.}}]{{end}}", "0123456 [1][x][<no value>]")]
    [InlineData("{{eq .N 3}} {{eq .U 7}} {{eq 7 .U}} {{eq .Big -1}} {{lt .N .U}} {{gt .Big 1}} {{le .F 1.5}} {{ge .S \"a\"}}", "true true true false true true true true")]
    [InlineData("{{eq .NilPtr nil}} {{eq .NilList nil}} {{ne .Ptr nil}} {{eq .Inner .Inner}} {{eq .When .When}} {{eq .State 2}} {{eq .Mode \"host\"}}", "true true true true true true true")]
    [InlineData("{{eq .B true}} {{eq .F 1.5}} {{eq nil nil}} {{eq .N nil}} {{eq .NilPtr .NilPtr}} {{ne .S \"text\"}} {{eq .Ptr .Ptr}}", "true true true false true false false")]
    [InlineData("{{and .NilPtr .S}} {{or .NilPtr .S}} {{and .S .N}} {{not .NilList}} {{or .NilMap .NilList}}", "<nil> text 3 true []")]
    [InlineData("{{index .M \"none\"}}|{{index .L .U | printf \"%v\"}}", null)]
    [InlineData("{{index .M \"none\"}}|{{index .M .Mode}}|{{len .PtrS}}|{{len .M}}|{{slice .L .F | print}}", null)]
    [InlineData("{{index .M \"none\"}}|{{index .M \"k\"}}|{{len .PtrS}}|{{len .M}}|{{slice .S 1 .N}}", "|v|7|1|ex")]
    [InlineData("{{pad .Mode .U .N}}|{{truncate .PtrS .U}}|{{upper .Mode}}|{{join .L .Mode}}", "       host   |pointed|HOST|ahostb")]
    [InlineData("{{html .PtrS .NilPtr}} {{print .NilPtr .PtrS}}", "pointed&lt;nil&gt; <nil> 0xc000010000")]
    [InlineData("{{$.S}}{{with .Inner}}{{$.N}}{{.X}}{{end}}{{(.Inner).X}}{{(index .L 0)}}", "text333a")]
    [InlineData("{{$v := .Inner}}{{$v.X}}{{$v.Plus 1}}{{range $i, $e := .L}}{{$i}}{{$e}}{{end}}", "340a1b")]
    [InlineData("{{.Long.Seconds}} {{.Long.String}} {{.State.String}} {{.When.Unix}}", "90 1m30s running 1795464000")]
    [InlineData("{{range 2}}{{range 2}}{{break}}{{end}}{{.}}{{continue}}x{{end}}{{with 1}}{{range 1}}{{with 2}}{{break}}{{end}}{{end}}{{end}}", "01")]
    [InlineData("{{range .L}}{{if eq . \"b\"}}{{continue}}{{end}}{{.}}{{else}}none{{end}}", "a")]
    [InlineData("{{$i := 0}}{{$e := 0}}{{range $i, $e = .L}}{{end}}{{$i}}{{$e}} {{range $e = .L}}{{end}}{{$e}}", "1b b")]
    [InlineData("{{block \"b\" .Inner}}{{.X}}{{end}}{{define \"d\"}}{{.}}{{end}}{{template \"d\" .S}}{{template \"d\"}}", "3text<no value>")]
    [InlineData("{{printf \"%v %v\" .Fn .PtrS}} {{printf \"%T\" .Fn}}", "0xc000010000 0xc000010000 func(string) string")]
    [InlineData("{{printf \"%*d|%-*d|%.*f\" .U 1 .N 2 .N 1.0}}", "      1|2  |1.000")]
    [InlineData("{{printf \"%*d\" .Big 1}}{{printf \"%.*d\" \"x\" 1}}", "%!(BADWIDTH)1%!(BADPREC)1")]
    public void Gives_what_Go_gives(string template, string? expected)
    {
        if (expected is null)
        {
            Assert.Throws<Hull.Core.EngineException>(() => Template.Parse("t", template).Execute(TestData.Value));
            return;
        }
        Assert.Equal(expected, Template.Parse("t", template).Execute(TestData.Value));
    }
}
