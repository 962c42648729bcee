using System.Globalization;
using Hull.Core;

namespace Hull.Engine.Containers.Ids;

/// <summary>What stands behind keep-id: and auto:.</summary>
internal sealed record UsernsOptions
{
    /// <summary>keep-id: the caller's number inside; null is its own.</summary>
    public uint? User { get; init; }

    /// <summary>keep-id: the number inside of the caller's group.</summary>
    public uint? Group { get; init; }

    /// <summary>How many ids there are.</summary>
    public uint? Size { get; init; }

    /// <summary>auto: ranges of user ids that must be there.</summary>
    public IReadOnlyList<IdMapEntry> Users { get; init; } = [];

    /// <summary>auto: ranges of group ids that must be there.</summary>
    public IReadOnlyList<IdMapEntry> Groups { get; init; } = [];

    /// <summary>Reads the options of a mode.</summary>
    /// <param name="mode">keep-id or auto.</param>
    /// <param name="text">NAME=VALUE, several between commas; null or empty is none.</param>
    /// <exception cref="EngineException">InvalidArgument: an option is unknown, or its value is wrong.</exception>
    public static UsernsOptions Parse(string mode, string? text)
    {
        var options = new UsernsOptions();
        if (string.IsNullOrEmpty(text)) return options;
        foreach (var part in text.Split(','))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0) throw Invalid($"invalid option specified: \"{part}\"");
            var (name, value) = (part[..equals], part[(equals + 1)..]);
            options = (mode, name) switch
            {
                ("keep-id", "uid") => options with { User = Number(part, value) },
                ("keep-id", "gid") => options with { Group = Number(part, value) },
                ("keep-id" or "auto", "size") => options with { Size = Number(part, value) },
                ("auto", "uidmapping") => options with { Users = [.. options.Users, ParseIdMap.Read("uidmapping", value)] },
                ("auto", "gidmapping") => options with { Groups = [.. options.Groups, ParseIdMap.Read("gidmapping", value)] },
                _ => throw Invalid($"unknown option specified: \"{name}\""),
            };
        }

        return options;
    }

    private static uint Number(string part, string value) =>
        uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < uint.MaxValue ? number : throw Invalid($"invalid option specified: \"{part}\": no number");

    private static EngineException Invalid(string message) => new(ErrorKind.InvalidArgument, message);
}
