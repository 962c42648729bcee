using System.Globalization;
using Hull.Core;

namespace Hull.Engine.Containers;

/// <summary>Reads the text of a range of ids: [+][u|g]INSIDE:[@]FROM[:SIZE].</summary>
public static class ParseIdMap
{
    private const int FewestParts = 2;
    private const int MostParts = 3;

    /// <summary>Reads one.</summary>
    /// <param name="option">The option, for messages.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="EngineException">InvalidArgument: it has another form.</exception>
    public static IdMapEntry Read(string option, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':');
        if (parts.Length is < FewestParts or > MostParts) throw Invalid(option, text);
        var inside = parts[0].AsSpan();
        var (extends, users, groups) = (false, false, false);
        for (; inside.Length > 0 && !char.IsAsciiDigit(inside[0]); inside = inside[1..])
        {
            switch (inside[0])
            {
                case '+':
                    extends = true;
                    break;
                case 'u':
                    users = true;
                    break;
                case 'g':
                    groups = true;
                    break;
                default:
                    throw Invalid(option, text);
            }
        }

        var ofHost = parts[1].StartsWith('@');
        return new IdMapEntry
        {
            ContainerId = Number(option, text, inside),
            HostId = Number(option, text, ofHost ? parts[1].AsSpan(1) : parts[1]),
            Size = parts.Length == MostParts ? Number(option, text, parts[2]) : 1,
            Extends = extends,
            OfHost = ofHost,
            // Both letters together ask for both, as none does.
            UsersOnly = users && !groups,
            GroupsOnly = groups && !users,
        };
    }

    private static uint Number(string option, string text, ReadOnlySpan<char> digits) =>
        uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid(option, text);

    private static EngineException Invalid(string option, string text) =>
        new(ErrorKind.InvalidArgument, $"invalid {option} \"{text}\": must be [flags]container_id:from_id[:amount]");
}
