namespace Hull.Linux;

/// <summary>An extended attribute (xattr(7)): a name with its namespace (user., trusted., security., system.) and any bytes.</summary>
/// <param name="Name">The name, without a closing NUL.</param>
/// <param name="Value">The value; binary.</param>
public readonly record struct Xattr(RawPath Name, ReadOnlyMemory<byte> Value);
