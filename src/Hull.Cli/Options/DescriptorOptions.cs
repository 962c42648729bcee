using System.Globalization;
using Hull.Cli.CommandLine;
using Hull.Cli.Options.Values;

namespace Hull.Cli.Options;

/// <summary>Descriptors of the caller that run and exec pass on.</summary>
internal static class DescriptorOptions
{
    private const int FirstAfterStreams = 3;

    // As many as a process can have at all (fs.nr_open).
    private const ulong Most = 1 << 20;

    /// <summary>One by its number.</summary>
    public static readonly Option<ulong[]> One = Flag.UIntSlice("preserve-fd", Flag.NoShort, "Pass a descriptor on to the process");

    /// <summary>So many behind the standard streams.</summary>
    public static readonly Option<ulong> Count = Flag.UInt("preserve-fds", Flag.NoShort, "Pass so many more descriptors on to the process");

    /// <summary>The numbers asked for.</summary>
    /// <param name="invocation">The command line.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: a number that no descriptor has.</exception>
    public static IReadOnlyList<int> Of(Invocation invocation)
    {
        var numbers = invocation.Get(One).ToList();
        var count = invocation.Get(Count);
        if (count > Most || numbers.Exists(number => number > Most)) throw Wrong.Value(string.Create(CultureInfo.InvariantCulture, $"no process has more than {Most} file descriptors"));
        for (var number = 0; number < (int)count; number++) numbers.Add((ulong)(FirstAfterStreams + number));
        return [.. numbers.Select(number => (int)number).Distinct()];
    }
}
