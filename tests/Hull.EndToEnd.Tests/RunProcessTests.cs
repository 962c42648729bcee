using Hull.EndToEnd.Tests.Harness;

namespace Hull.EndToEnd.Tests;

/// <summary>Options of the group Process, each seen from inside.</summary>
public sealed class RunProcessTests(EngineBed bed) : EngineTest(bed)
{
    [Theory, Runtimes]
    public void Prints_what_the_command_prints_to_each_stream(string runtime)
    {
        var result = RunIn(Open(runtime), [], "sh", "-c", "echo out; echo error >&2");
        Assert.Equal(("out\n", "error\n", 0), (result.Out, result.Error, result.Code));
    }

    [Theory]
    [Runtimes("-eA=1", "A", "1")]
    public void Sets_environment_variables(string runtime, string option, string name, string value)
    {
        var result = RunIn(Open(runtime), [option], "sh", "-c", $"echo \"[${name}]\"");
        Assert.Equal($"[{value}]", result.Ok());
    }
}
