namespace Hull.Linux.Namespaces;

/// <summary>A namespace, told from all others by the device and the inode of its file (namespaces(7)).</summary>
/// <param name="Device">The device of the kernel's namespace file system: major in the upper, minor in the lower 32 bits.</param>
/// <param name="Inode">The number in <c>net:[4026531840]</c>.</param>
public readonly record struct NamespaceId(ulong Device, ulong Inode);
