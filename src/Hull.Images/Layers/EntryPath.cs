namespace Hull.Images.Layers;

/// <summary>
/// A path in a layer after lexical cleaning: relative to the layer's root, no empty component, no "." or "..". Leading slashes are dropped:
/// an absolute name is taken relative to the root, as Podman and tar do.
/// </summary>
internal readonly struct EntryPath
{
    // PATH_MAX without its NUL, and NAME_MAX of linux/limits.h.
    private const int MaxLength = 4095;
    private const int MaxNameLength = 255;

    private readonly byte[] _bytes;
    private readonly int _nameStart;

    private EntryPath(byte[] bytes)
    {
        _bytes = bytes;
        _nameStart = bytes.AsSpan().LastIndexOf((byte)'/') + 1;
    }

    /// <summary>The whole path; empty for the root.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The directory it lies in; empty for the root.</summary>
    public ReadOnlySpan<byte> Parent => _nameStart == 0 ? default : Bytes[..(_nameStart - 1)];

    /// <summary>The last component.</summary>
    public ReadOnlySpan<byte> Name => Bytes[_nameStart..];

    /// <summary>The last component, to be kept.</summary>
    public ReadOnlyMemory<byte> NameMemory => _bytes.AsMemory(_nameStart);

    /// <summary>True for the layer's root itself.</summary>
    public bool IsRoot => _bytes.Length == 0;

    /// <summary>True for what AUFS left at the root of very old layers: it has no meaning elsewhere.</summary>
    public bool IsAufsMetadata
        => Bytes.StartsWith(OverlayMarks.MetadataPrefix) && !Bytes.SequenceEqual(OverlayMarks.OpaqueName);

    /// <summary>Cleans a name; null, or why it may not be.</summary>
    /// <param name="raw">The name as the archive has it.</param>
    /// <param name="path">The cleaned path.</param>
    public static string? Parse(ReadOnlySpan<byte> raw, out EntryPath path)
    {
        path = new EntryPath([]);
        if (raw.Length > MaxLength) return $"its path is longer than {MaxLength} bytes";
        Span<byte> clean = stackalloc byte[raw.Length + 1];
        var (length, depth) = (0, 0);
        foreach (var range in raw.Split((byte)'/'))
        {
            var component = raw[range];
            switch (component)
            {
                case [] or [(byte)'.']:
                    continue;
                case [(byte)'.', (byte)'.']:
                    if (depth-- == 0) return "its path leaves the layer's root";
                    length = Math.Max(clean[..length].LastIndexOf((byte)'/'), 0);
                    continue;
            }

            if (component.Length > MaxNameLength) return $"a part of its path is longer than {MaxNameLength} bytes";
            depth++;
            if (length > 0) clean[length++] = (byte)'/';
            component.CopyTo(clean[length..]);
            length += component.Length;
        }

        path = new EntryPath(clean[..length].ToArray());
        return null;
    }
}
