using Hull.Cli.CommandLine;
using Hull.Engine.Containers;

namespace Hull.Cli.Options;

/// <summary>An option of run and create with its fold: how its value becomes part of what is asked of a container.</summary>
internal abstract class SpecRow
{
    /// <summary>The row of the option table.</summary>
    public abstract Option Option { get; }

    /// <summary>Pairs an option with its fold.</summary>
    /// <param name="option">The option.</param>
    /// <param name="fold">Puts its value into a spec; called only when the option was given, after those of the rows before it.</param>
    public static SpecRow Of<T>(Option<T> option, Func<ContainerSpec, T, ContainerSpec> fold) => new SpecRow<T>(option, fold);

    /// <summary>An option that changes nothing in the spec: one that Hull refuses, or that says how the image is got.</summary>
    /// <param name="option">The option.</param>
    public static SpecRow Of(Option option) => new PlainRow(option);

    /// <summary>Puts the option's value into a spec, if it was given.</summary>
    /// <param name="spec">The spec so far.</param>
    /// <param name="parsed">The parsed command line.</param>
    public abstract ContainerSpec Fold(ContainerSpec spec, ParsedOptions parsed);

    private sealed class PlainRow(Option option) : SpecRow
    {
        public override Option Option => option;

        public override ContainerSpec Fold(ContainerSpec spec, ParsedOptions parsed) => spec;
    }
}
