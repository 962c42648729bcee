using Hull.Cli.CommandLine;
using Hull.Engine.Containers;

namespace Hull.Cli.Options;

/// <summary>A <see cref="SpecRow"/> whose value is a <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The value's type.</typeparam>
internal sealed class SpecRow<T>(Option<T> option, Func<ContainerSpec, T, ContainerSpec> fold) : SpecRow
{
    /// <inheritdoc/>
    public override Option Option => option;

    /// <inheritdoc/>
    public override ContainerSpec Fold(ContainerSpec spec, ParsedOptions parsed) => parsed.Has(option) ? fold(spec, parsed.Get(option)) : spec;
}
