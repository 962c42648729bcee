namespace Hull.Images.Store;

/// <summary>An unpacked layer in the store: its key, and whether its tree is the same over any parents.</summary>
internal sealed record StoredLayer(string Key, bool Independent);
