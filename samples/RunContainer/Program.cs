// Runs a container from C# and reads its output: no daemon, no socket, no command line.
//   dotnet run --project samples/RunContainer -- IMAGE [COMMAND…]
using System.Text;
using Hull.Core;
using Hull.Engine;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;

try
{
    // HULL_ROOT and HULL_RUNROOT keep a trial apart from the machine's own store.
    using var engine = ContainerEngine.Open(EngineSettings.Load(new EngineOptions
    {
        Root = Environment.GetEnvironmentVariable("HULL_ROOT"),
        RunRoot = Environment.GetEnvironmentVariable("HULL_RUNROOT"),
    }));
    var spec = new ContainerSpec
    {
        Image = args[0],
        Command = args[1..],
        Remove = true,
        NetworkNamespace = NamespaceMode.Of("none"),
    };
    using var output = new MemoryStream();
    var outcome = engine.Containers.Run(spec, new AttachStreams { Output = output, Error = Console.OpenStandardError() });
    Console.WriteLine($"It said \"{Encoding.UTF8.GetString(output.ToArray()).TrimEnd()}\" and ended with code {outcome.ExitCode}.");
    return outcome.ExitCode;
}
catch (EngineException e)
{
    Console.Error.WriteLine(e.Hint is null ? e.Message : $"{e.Message}\n{e.Hint}");
    return 125;
}
