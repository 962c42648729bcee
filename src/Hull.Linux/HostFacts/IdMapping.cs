namespace Hull.Linux.HostFacts;

/// <summary>A range of user or group ids of a user namespace (user_namespaces(7)).</summary>
/// <param name="Inside">The first id inside.</param>
/// <param name="Outside">The id it stands for, as the reader's namespace knows it.</param>
/// <param name="Length">How many ids follow each other.</param>
public readonly record struct IdMapping(uint Inside, uint Outside, uint Length);
