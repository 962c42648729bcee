namespace Hull.Templates.Printing;

/// <summary>Sizes that come from subtractions.</summary>
internal static class ClampExtensions
{
    /// <summary>The number, or zero where it is negative.</summary>
    public static int AtLeastZero(this int value) => Math.Max(0, value);
}
