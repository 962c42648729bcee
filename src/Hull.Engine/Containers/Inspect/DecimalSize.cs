using System.Globalization;

namespace Hull.Engine.Containers.Inspect;

/// <summary>Bytes for people in powers of 1000 with at most four digits, as Podman prints sizes: 0B, 1.5kB, 20MB.</summary>
internal static class DecimalSize
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>The text of a size.</summary>
    /// <param name="bytes">Not negative.</param>
    public static string Text(long bytes)
    {
        double value = bytes;
        var unit = 0;
        while (value >= 1000 && unit < Units.Length - 1)
        {
            value /= 1000;
            unit++;
        }
        return value.ToString("G4", CultureInfo.InvariantCulture) + Units[unit];
    }
}
