using System.Globalization;
using Hull.Linux.HostFacts;

namespace Hull.Engine.Containers.Top;

/// <summary>The share of the host's memory that a process uses.</summary>
internal static class PsMemory
{
    private static readonly Lazy<ulong> Total = new(static () => HostMemory.Read().Total);

    /// <summary>The share as ps writes it.</summary>
    public static string Percent(ContainerProcess process) =>
        (process.ResidentBytes * 100.0 / Math.Max(1, Total.Value)).ToString("F1", CultureInfo.InvariantCulture);
}
