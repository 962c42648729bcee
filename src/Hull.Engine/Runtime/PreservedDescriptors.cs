using System.Globalization;
using System.Runtime.InteropServices;
using Hull.Core;
using Hull.Linux.Descriptors;

namespace Hull.Engine.Runtime;

/// <summary>
/// Descriptors of the caller that reach the container's process under their own numbers: through conmon, which leaves them open, and the
/// runtime, which is told how many follow the standard streams. conmon's own pipes come behind them.
/// </summary>
/// <param name="numbers">The numbers; empty is none.</param>
internal sealed class PreservedDescriptors(IReadOnlyList<int> numbers)
{
    private const int FirstAfterStreams = 3;

    /// <summary>None.</summary>
    public static PreservedDescriptors None { get; } = new([]);

    /// <summary>The first number that is free for others.</summary>
    public int Next => numbers.Count == 0 ? FirstAfterStreams : numbers.Max() + 1;

    /// <summary>Adds them to the descriptors of a program that is to be started.</summary>
    /// <param name="map">Child number ← descriptor.</param>
    public void AddTo(Dictionary<int, SafeHandle> map)
    {
        foreach (var number in numbers) map[number] = InheritedDescriptors.Of(number);
    }

    /// <summary>What the runtime's verb is told of them.</summary>
    public IReadOnlyList<string> Arguments => numbers.Count == 0 ? [] : ["--preserve-fds", (Next - FirstAfterStreams).ToString(CultureInfo.InvariantCulture)];

    /// <summary>Checks them against what the caller has given and the runtime can do.</summary>
    /// <param name="asked">The numbers; null is none.</param>
    /// <param name="runtime">The runtime's name.</param>
    /// <exception cref="EngineException">InvalidArgument: a standard stream, or one that was not given. Unsupported: the runtime wants them without gaps.</exception>
    public static PreservedDescriptors Check(IReadOnlyList<int>? asked, string runtime)
    {
        if (asked is not { Count: > 0 }) return None;
        var numbers = asked.Distinct().Order().ToList();
        foreach (var number in numbers)
        {
            if (number < FirstAfterStreams) throw new EngineException(ErrorKind.InvalidArgument, $"file descriptor {number} is a standard stream: it is passed on anyway");
            // Podman's words.
            if (!InheritedDescriptors.Has(number))
                throw new EngineException(ErrorKind.InvalidArgument, $"file descriptor {number} is not available - the preserve-fds option requires that file descriptors must be passed");
        }

        if (runtime is not ("crun" or "krun") && numbers[^1] - FirstAfterStreams >= numbers.Count)
            throw new EngineException(ErrorKind.Unsupported, $"--preserve-fd: runtime {runtime} passes on descriptors only from 3 on without a gap", "use --runtime crun");
        return new PreservedDescriptors(numbers);
    }
}
