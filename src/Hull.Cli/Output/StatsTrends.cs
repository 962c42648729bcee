using Hull.Engine.Containers.Stats;

namespace Hull.Cli.Output;

/// <summary>The course of the last samples of each container, as a line of small bars.</summary>
internal sealed class StatsTrends
{
    private readonly Dictionary<string, List<ContainerStats>> _samples = new(StringComparer.Ordinal);

    /// <summary>Takes note of samples.</summary>
    /// <param name="samples">The newest of each container.</param>
    public void Add(IReadOnlyList<ContainerStats> samples)
    {
        foreach (var sample in samples)
        {
            if (!_samples.TryGetValue(sample.ContainerId, out var before)) _samples[sample.ContainerId] = before = [];
            before.Add(sample);
            if (before.Count > Sparkline.Width) before.RemoveAt(0);
        }
    }

    /// <summary>CPU: a full bar is the most of late, at least one CPU's worth of 10 %.</summary>
    public string CpuOf(ContainerStats sample) => Sparkline.Of(Of(sample).ConvertAll(static one => one.Cpu), floor: 10);

    /// <summary>Memory: a full bar is the most of late.</summary>
    public string MemoryOf(ContainerStats sample) => Sparkline.Of(Of(sample).ConvertAll(static one => (double)one.MemUsage), floor: 1);

    private List<ContainerStats> Of(ContainerStats sample) => _samples.GetValueOrDefault(sample.ContainerId) ?? [sample];
}
