using System.Runtime.InteropServices;
using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>The library by its sample: a program that is not hull runs a container.</summary>
public sealed class LibraryTests(EngineBed bed) : EngineTest(bed)
{
    [Fact]
    public void The_sample_runs_a_container_and_reads_its_output()
    {
        var result = Sample(Image, "sh", "-c", "echo from inside; exit 3");
        Assert.Equal(3, result.Code);
        Assert.Equal("It said \"from inside\" and ended with code 3.", result.Text);
    }

    [Fact]
    public void An_error_of_the_engine_is_an_exception_with_what_to_do()
    {
        var result = Sample(Image, "no-such-command");
        Assert.NotEqual(0, result.Code);
        Assert.Contains("no-such-command", result.Error);
    }

    private Result Sample(params string[] arguments)
    {
        NotInPodman("is no library of .NET");
        var engine = Open("crun");
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/')));
        var program = Path.Combine(Repository.Root, "samples/RunContainer/bin", configuration!, "net10.0/RunContainer");
        var environment = new Dictionary<string, string>(TestedEngine.BaseEnvironment)
        {
            // shared/Microsoft.NETCore.App/VERSION/ lies three below the root.
            ["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..")),
            ["HULL_ROOT"] = engine.Root,
            ["HULL_RUNROOT"] = engine.RunRoot,
            ["CONTAINERS_HELPER_BINARY_DIR"] = Path.GetDirectoryName(TestedEngine.Binary)!,
        };
        using var running = new Running(Bed.Start(program, arguments, environment, null), "RunContainer " + string.Join(' ', arguments));
        running.CloseInput();
        return running.Finish();
    }
}
