
namespace Hull.Engine.Containers;

public sealed partial record ContainerSpec
{
    /// <summary>Where the output goes.</summary>
    public LogConfiguration? LogConfiguration { get; init; }
}
