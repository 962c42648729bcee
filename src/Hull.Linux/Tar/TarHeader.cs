namespace Hull.Linux.Tar;

/// <summary>Reads the fields of one header block.</summary>
/// <param name="block">512 bytes.</param>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    private readonly ReadOnlySpan<byte> _block = block;

    public ReadOnlySpan<byte> Block => _block;

    public byte TypeFlag => _block[TarFormat.TypeFlag];

    /// <summary>Two such blocks end an archive.</summary>
    public bool IsZero => !_block.ContainsAnyExcept((byte)0);

    public bool IsPosix => _block[TarFormat.Magic].StartsWith(TarFormat.PosixMagic);

    public bool IsGnu => _block[TarFormat.Magic].SequenceEqual(TarFormat.GnuMagicAndVersion);

    public ReadOnlySpan<byte> UserName => IsPosix || IsGnu ? Text(TarFormat.UserName) : default;

    public ReadOnlySpan<byte> GroupName => IsPosix || IsGnu ? Text(TarFormat.GroupName) : default;

    public ReadOnlySpan<byte> LinkName => Text(TarFormat.LinkName);

    /// <summary>The name with ustar's prefix; GNU keeps other things where the prefix is.</summary>
    public byte[] FullName()
    {
        var name = Text(TarFormat.Name);
        if (!IsPosix) return name.ToArray();
        var isStar = _block[TarFormat.StarTrailer].SequenceEqual(TarFormat.StarMagic);
        var prefix = Text(isStar ? TarFormat.StarPrefix : TarFormat.Prefix);
        return prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
    }

    /// <summary>
    /// The sum of all bytes, the checksum's own taken as blanks, must be what the field says. Old systems added signed bytes: either sum is
    /// right.
    /// </summary>
    public bool HasValidChecksum()
    {
        if (!TarNumber.TryRead(_block[TarFormat.Checksum], out var expected)) return false;
        var (unsigned, ownUnsigned) = (TarChecksum.Unsigned(_block), TarChecksum.Unsigned(_block[TarFormat.Checksum]));
        if (expected == unsigned - ownUnsigned + TarChecksum.Blanks) return true;
        return expected == TarChecksum.Signed(_block) - TarChecksum.Signed(_block[TarFormat.Checksum]) + TarChecksum.Blanks;
    }

    /// <summary>The bytes of a field up to its first NUL.</summary>
    private ReadOnlySpan<byte> Text(Range range)
    {
        var field = _block[range];
        var end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }
}
