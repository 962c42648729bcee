namespace Hull.Engine.Networks;

/// <summary>A network as the database keeps it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Subnet">The subnet that it has got.</param>
internal sealed record NetworkRow(string Name, Ipv4Subnet Subnet);
