namespace Hull.Linux;

/// <summary>A file's time: seconds since 1970-01-01 UTC, which may be negative, and the nanoseconds that follow them.</summary>
/// <param name="Seconds">Whole seconds, rounded towards the past.</param>
/// <param name="Nanoseconds">0 to 999,999,999, always added: −0.25 s is (−1, 750,000,000).</param>
public readonly record struct UnixTime(long Seconds, int Nanoseconds = 0) : IComparable<UnixTime>
{
    /// <inheritdoc/>
    public int CompareTo(UnixTime other)
        => Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Earlier.</summary>
    public static bool operator <(UnixTime left, UnixTime right) => left.CompareTo(right) < 0;

    /// <summary>Later.</summary>
    public static bool operator >(UnixTime left, UnixTime right) => left.CompareTo(right) > 0;

    /// <summary>Not later.</summary>
    public static bool operator <=(UnixTime left, UnixTime right) => left.CompareTo(right) <= 0;

    /// <summary>Not earlier.</summary>
    public static bool operator >=(UnixTime left, UnixTime right) => left.CompareTo(right) >= 0;
}
