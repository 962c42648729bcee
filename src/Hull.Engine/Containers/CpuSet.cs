using System.Globalization;

namespace Hull.Engine.Containers;

/// <summary>Lists of processors: 0-2,7.</summary>
internal static class CpuSet
{
    /// <summary>Whether a list is well-formed and names only processors below a count.</summary>
    public static bool Fits(string list, int processors)
    {
        foreach (var part in list.Split(','))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            if (!TryNumber(dash < 0 ? part : part[..dash], out var first)) return false;
            var last = first;
            if (dash >= 0 && !TryNumber(part[(dash + 1)..], out last)) return false;
            if (first > last || last >= processors) return false;
        }

        return true;
    }

    /// <summary>The list of all.</summary>
    public static string All(int processors) => processors <= 1 ? "0" : string.Create(CultureInfo.InvariantCulture, $"0-{processors - 1}");

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
