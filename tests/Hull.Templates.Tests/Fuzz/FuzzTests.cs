using System.Globalization;
using Hull.Core;

namespace Hull.Templates.Tests.Fuzz;

public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Count = 5_000;

    /// <summary>The seed: of the clock, or HULL_FUZZ_SEED to see a failure again.</summary>
    private static readonly int Seed =
        int.TryParse(Environment.GetEnvironmentVariable("HULL_FUZZ_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Environment.TickCount;

    [Fact]
    public void Nothing_but_engine_errors_escapes_from_random_templates()
    {
        output.WriteLine($"HULL_FUZZ_SEED={Seed}");
        var grammar = new TemplateGrammar(new Random(Seed));
        var data = TestData.Value;
        var (printed, refused, failed) = (0, 0, 0);
        for (var run = 0; run < Count; run++)
        {
            var text = grammar.Next();
            switch (Run(text, data))
            {
                case null:
                    printed++;
                    break;
                case TemplatePhase.Parse:
                    refused++;
                    break;
                default:
                    failed++;
                    break;
            }
        }
        output.WriteLine($"{printed} printed, {refused} refused, {failed} failed");
        Assert.True(printed > Count / 100 && refused > Count / 100 && failed > Count / 100, "the grammar must reach all ends");
    }

    [Fact]
    public void Nothing_but_engine_errors_escapes_from_random_formats_of_rows()
    {
        output.WriteLine($"HULL_FUZZ_SEED={Seed}");
        var grammar = new TemplateGrammar(new Random(Seed ^ 0x5555));
        var headers = ReportHeaders.Of(["S", "N"]);
        var errors = 0;
        for (var run = 0; run < Count / 10; run++)
        {
            var format = (run % 2 == 0 ? "table " : "") + grammar.Next();
            try
            {
                ReportFormat.ForRows("ps", format).Write(TextWriter.Null, [TestData.Value, TestData.Value], headers);
            }
            catch (EngineException error)
            {
                Assert.StartsWith("template: ps:", error.Message, StringComparison.Ordinal);
                errors++;
            }
        }
        Assert.InRange(errors, 1, Count);
    }

    private static TemplatePhase? Run(string text, TemplateValue data)
    {
        try
        {
            Template.Parse("fuzz", text).Execute(data, TextWriter.Null);
            return null;
        }
        catch (EngineException error)
        {
            Assert.Equal(ErrorKind.InvalidArgument, error.Kind);
            var place = Assert.IsType<TemplateException>(error.InnerException);
            Assert.StartsWith($"template: fuzz:{place.Line}:{place.Column}: ", error.Message, StringComparison.Ordinal);
            return place.Phase;
        }
        catch (Exception other)
        {
            throw new InvalidOperationException($"{other.GetType().Name} from {text}", other);
        }
    }
}
