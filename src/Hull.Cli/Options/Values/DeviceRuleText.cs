using Hull.Cli.CommandLine.GoSyntax;
using Hull.Core.GoSyntax;
using Hull.Oci.Runtime;

namespace Hull.Cli.Options.Values;

/// <summary>--device-cgroup-rule "TYPE MAJOR:MINOR ACCESS", the kernel's form; * is every number. The messages are Podman's.</summary>
internal static class DeviceRuleText
{
    /// <summary>Reads one rule.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: it is no rule.</exception>
    public static LinuxDeviceCgroup Read(string text)
    {
        var words = text.Split(' ');
        if (words.Length != 3) throw Wrong.Value($"invalid device cgroup rule requires type, major:Minor, and access rules: {GoQuote.Text(text)}");
        if (words[0] is not ("a" or "b" or "c")) throw Wrong.Value($"invalid device type in device-access-add: {words[0]}");
        var (major, minor) = Pair.Cut(words[1], ':');
        foreach (var letter in words[2])
            if (letter is not ('r' or 'w' or 'm')) throw Wrong.Value($"invalid device access in device-access-add: {letter}");
        return new LinuxDeviceCgroup
        {
            Allow = true,
            Type = words[0],
            Major = Number(major),
            Minor = minor is null ? null : Number(minor),
            Access = words[2],
        };
    }

    private static long? Number(string text)
    {
        if (text == "*") return null;
        if (GoNumber.ReadUInt(text, 10, 64, out var number) is { } failure) throw Wrong.Value(failure);
        return number <= long.MaxValue ? (long)number : throw Wrong.Value($"{text}: no device has such a number");
    }
}
