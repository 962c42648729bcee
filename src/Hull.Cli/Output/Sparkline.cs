namespace Hull.Cli.Output;

/// <summary>Numbers as a line of bars (U+2581 to U+2588).</summary>
internal static class Sparkline
{
    /// <summary>How many bars there are at most.</summary>
    public const int Width = 20;

    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>The line.</summary>
    /// <param name="values">The numbers, none below 0.</param>
    /// <param name="floor">The least that a full bar stands for, so that noise does not look like load.</param>
    public static string Of(IReadOnlyList<double> values, double floor)
    {
        var most = values.Append(floor).Max();
        return string.Concat(values.TakeLast(Width).Select(value => Bars[(int)Math.Clamp(Math.Round(value / most * (Bars.Length - 1)), 0, Bars.Length - 1)]));
    }
}
