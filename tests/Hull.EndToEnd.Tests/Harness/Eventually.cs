using System.Diagnostics;
using System.Globalization;

namespace Hull.EndToEnd.Tests.Harness;

/// <summary>Waits for what another process is about to do; how long it takes is not what is tested.</summary>
internal static class Eventually
{
    /// <summary>How many times slower than usual this machine may be: an emulated one says so with HULL_E2E_PATIENCE.</summary>
    public static readonly int Slowness = int.Parse(Environment.GetEnvironmentVariable("HULL_E2E_PATIENCE") ?? "1", CultureInfo.InvariantCulture);

    public static readonly TimeSpan Patience = Seconds(20);

    /// <summary>So many seconds of a usual machine.</summary>
    public static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds * Slowness);

    public static void Holds(string what, Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Patience, $"waited {Patience.TotalSeconds} s in vain: {what}");
            Task.Delay(10).Wait();
        }
    }

    /// <summary>Asks until the answer is the one wanted, and shows the last answer when it never is.</summary>
    public static void Equal<T>(T wanted, Func<T> ask)
    {
        var clock = Stopwatch.StartNew();
        var last = ask();
        while (!EqualityComparer<T>.Default.Equals(wanted, last) && clock.Elapsed < Patience)
        {
            Task.Delay(10).Wait();
            last = ask();
        }
        Assert.Equal(wanted, last);
    }
}
