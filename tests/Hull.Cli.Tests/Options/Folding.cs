using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Core;
using Hull.Engine.Containers;

namespace Hull.Cli.Tests.Options;

/// <summary>Folds command lines of run into specs, as the command does.</summary>
internal static class Folding
{
    private static readonly Command Run = new()
    {
        Name = "run",
        Summary = "Run",
        Options = ContainerOptions.OfRun,
        Arguments = ArgumentRules.AtLeast(1),
        Interspersed = false,
    };

    private static readonly Command Root = new() { Name = "hull", Summary = "Root", Options = static () => ProgramOptions.All, Subcommands = static () => [Run] };

    /// <summary>Reads "run ARGS".</summary>
    public static Invocation Read(params string[] args) => new CommandLineReader(Root, ProgramOptions.Persistent).Read("hull", ["run", .. args]);

    /// <summary>The spec of "run OPTIONS image".</summary>
    public static ContainerSpec Spec(params string[] options) => ContainerOptions.Fold(Read([.. options, "image"]), ["hull", "run", .. options, "image"]);

    /// <summary>The error of "run OPTIONS image".</summary>
    public static EngineException Refusal(params string[] options) => Assert.Throws<EngineException>(() => Spec(options));
}
