namespace Hull.Engine.Containers;

/// <summary>An account of the host, as its /etc/passwd has it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Uid">The number.</param>
/// <param name="Gid">The number of its group.</param>
/// <param name="FullName">What the entry says of the person.</param>
/// <param name="Home">The home directory.</param>
public sealed record HostAccount(string Name, uint Uid, uint Gid, string FullName, string Home)
{
    /// <summary>Whether a group of its name is added, too, where the container has none of that number.</summary>
    public bool AddsGroup { get; init; }
}
