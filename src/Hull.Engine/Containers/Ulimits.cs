using System.Globalization;
using Hull.Core;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <summary>Resource limits by name, as --ulimit and containers.conf write them.</summary>
internal static class Ulimits
{
    // Index is the number (asm-generic/resource.h).
    private static readonly string[] Names =
    [
        "CPU", "FSIZE", "DATA", "STACK", "CORE", "RSS", "NPROC", "NOFILE", "MEMLOCK", "AS", "LOCKS", "SIGPENDING", "MSGQUEUE", "NICE",
        "RTPRIO", "RTTIME",
    ];

    /// <summary>How many there are; numbers run from 0.</summary>
    public static int Count => Names.Length;

    /// <summary>The full name of a number: RLIMIT_NOFILE.</summary>
    public static string NameOf(int number) => "RLIMIT_" + Names[number];

    /// <summary>Reads NAME=SOFT[:HARD]; -1 is unlimited.</summary>
    /// <param name="text">nofile=1024:2048.</param>
    /// <exception cref="EngineException">InvalidArgument: not of that form, an unknown name, or a soft limit above the hard one.</exception>
    public static PosixRlimit Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) throw Invalid(text, "must have the form NAME=SOFT[:HARD]");
        var value = text[(equals + 1)..];
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        var soft = Number(text, colon < 0 ? value : value[..colon]);
        var hard = colon < 0 ? soft : Number(text, value[(colon + 1)..]);
        return Check(new PosixRlimit { Type = Canonical(text[..equals], text), Soft = soft, Hard = hard }, text);
    }

    /// <summary>A limit with its name in full, checked.</summary>
    /// <param name="limit">As a caller of the API gives it: nofile or RLIMIT_NOFILE.</param>
    /// <exception cref="EngineException">InvalidArgument: an unknown name, or a soft limit above the hard one.</exception>
    public static PosixRlimit Normalize(PosixRlimit limit) => Check(limit with { Type = Canonical(limit.Type, limit.Type) }, limit.Type);

    private static PosixRlimit Check(PosixRlimit limit, string text) => limit.Soft <= limit.Hard
        ? limit
        : throw Invalid(text, $"ulimit soft limit must be less than or equal to hard limit: {limit.Soft} > {limit.Hard}");

    private static string Canonical(string name, string text)
    {
        var upper = name.ToUpperInvariant();
        if (upper.StartsWith("RLIMIT_", StringComparison.Ordinal)) upper = upper["RLIMIT_".Length..];
        return Array.IndexOf(Names, upper) >= 0 ? "RLIMIT_" + upper : throw Invalid(text, $"invalid ulimit type: {name}");
    }

    private static ulong Number(string text, string number)
    {
        if (number == "-1") return ulong.MaxValue;
        return ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Invalid(text, $"\"{number}\" is no number");
    }

    private static EngineException Invalid(string text, string reason) => new(ErrorKind.InvalidArgument, $"invalid ulimit \"{text}\": {reason}");
}
