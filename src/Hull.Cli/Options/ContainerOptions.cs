using Hull.Cli.CommandLine;
using Hull.Core;
using Hull.Engine.Containers;

namespace Hull.Cli.Options;

/// <summary>All options of run and create, and how they become one spec.</summary>
internal static class ContainerOptions
{
    // The order of folding: a group sees what the groups before it have set.
    private static SpecRow[][] Groups =>
    [
        ProcessOptions.Rows, StorageOptions.Rows, NetworkOptions.Rows, SecurityOptions.Rows, ResourceOptions.Rows, HealthOptions.Rows,
        ImageOptions.Rows, LoggingOptions.Rows,
    ];

    /// <summary>The rows of run.</summary>
    public static Option[] OfRun() => [.. SpecOptions(), ImageOptions.Pull, .. RunOptions.Shared, .. RunOptions.OfRun];

    /// <summary>The rows of create.</summary>
    public static Option[] OfCreate() => [.. SpecOptions(), ImageOptions.Pull, .. RunOptions.Shared, .. RunOptions.OfCreate];

    /// <summary>Makes the spec that a command line asks for.</summary>
    /// <param name="invocation">The command line: the first argument is the image, the rest its command.</param>
    /// <param name="commandLine">The whole command line as typed, kept for inspect.</param>
    /// <exception cref="EngineException">InvalidArgument: values are wrong, or options contradict each other; Unsupported: a value cannot be honoured. All of it at once.</exception>
    public static ContainerSpec Fold(Invocation invocation, IReadOnlyList<string> commandLine)
    {
        var image = invocation.Arguments[0];
        var spec = new ContainerSpec
        {
            Image = image,
            RawImageName = image,
            Command = invocation.Arguments.Count > 1 ? [.. invocation.Arguments.Skip(1)] : null,
            CreateCommand = commandLine,
        };
        var conflicts = new Conflicts();
        foreach (var group in Groups)
        {
            foreach (var row in group)
            {
                var before = spec;
                spec = conflicts.Try(() => row.Fold(before, invocation.Options), before);
            }
        }

        var folded = spec;
        spec = conflicts.Try(() => SecurityOptions.WithEnvironment(folded, invocation.Options), folded);
        conflicts.Try(() => NetworkOptions.Check(spec, invocation.Options));
        conflicts.Try(() => ResourceOptions.Check(invocation.Options));
        conflicts.Try(() => ImageOptions.Check(invocation.Options));
        conflicts.Try(() => HealthOptions.CheckTogether(invocation.Options));
        conflicts.ThrowIfAny();
        return spec;
    }

    private static IEnumerable<Option> SpecOptions()
    {
        foreach (var group in Groups)
            foreach (var row in group) yield return row.Option;
    }
}
