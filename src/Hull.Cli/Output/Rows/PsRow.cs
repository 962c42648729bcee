using Hull.Engine.Containers;
using Hull.Engine.Containers.Listing;
using Hull.Engine.Networks;

namespace Hull.Cli.Output.Rows;

/// <summary>One row of ps.</summary>
/// <param name="Record">The container.</param>
/// <param name="Listed">The container as lists describe it.</param>
/// <param name="NoTrunc">Whether ids and commands are shown whole.</param>
internal sealed record PsRow(ContainerRecord Record, ListedContainer Listed, bool NoTrunc)
{
    // Podman cuts a command here.
    private const int LongestCommand = 17;

    /// <summary>The id, cut to twelve digits unless asked for whole.</summary>
    public string Id => Short(Listed.Id, NoTrunc);

    /// <summary>The image's id, cut likewise.</summary>
    public string ImageId => Short(Listed.ImageId, NoTrunc);

    /// <summary>The pod's id, cut likewise.</summary>
    public string Pod => Short(Listed.Pod, NoTrunc);

    /// <summary>The command on one line, cut unless asked for whole.</summary>
    public string Command => Shortened(string.Join(' ', Listed.Command), NoTrunc);

    /// <summary>Published and exposed ports on one line.</summary>
    public string Ports => PortLists.Line(Listed.Ports ?? [], Listed.ExposedPorts ?? new Dictionary<ushort, IReadOnlyList<string>>());

    /// <summary>The writable layer's size, and with the image's.</summary>
    public string Size => Listed.Size is { } size ? $"{HumanSize.Tight(size.Rw)} (virtual {HumanSize.Tight(size.RootFs)})" : "";

    /// <summary>An id, cut to twelve digits unless asked for whole.</summary>
    public static string Short(string id, bool whole) => whole || id.Length <= 12 ? id : id[..12];

    /// <summary>A command, cut unless asked for whole.</summary>
    public static string Shortened(string command, bool whole) => whole || command.Length <= LongestCommand ? command : command[..LongestCommand] + "...";
}
