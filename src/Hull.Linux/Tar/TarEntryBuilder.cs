namespace Hull.Linux.Tar;

/// <summary>Puts one entry together from its header block and what was said before it.</summary>
internal readonly ref struct TarEntryBuilder
{
    private readonly TarHeader _header;
    private readonly PaxAttributes _pax;
    private readonly byte[] _linkName;
    private readonly long _offset;

    /// <param name="header">The entry's own header block.</param>
    /// <param name="pax">Extended attributes, perhaps only the global ones.</param>
    /// <param name="pending">GNU's long names, which go before all others.</param>
    /// <param name="offset">Where the header stands in the stream.</param>
    public TarEntryBuilder(TarHeader header, PaxAttributes pax, PendingMetadata pending, long offset)
    {
        _header = header;
        _pax = pax;
        _offset = offset;
        _linkName = pending.LongLink ?? pax.LinkPath ?? header.LinkName.ToArray();
        Name = new RawPath(pending.LongName ?? pax.Sparse?.Name ?? pax.Path ?? header.FullName());
    }

    /// <summary>The entry's name, known before anything can fail.</summary>
    public RawPath Name { get; }

    /// <summary>The entry, and whether a sparse map must still be read from its data.</summary>
    /// <param name="dataOffset">Where the data begins.</param>
    public (TarEntry Entry, bool MapFollows) Build(long dataOffset)
    {
        var type = ReadType();
        var stored = type == TarEntryType.RegularFile ? ReadSize() : 0;
        var isDevice = type is TarEntryType.CharacterDevice or TarEntryType.BlockDevice;
        var sparse = type == TarEntryType.RegularFile && _header.TypeFlag != TarFormat.GnuSparse ? _pax.Sparse : null;
        if (sparse?.Problem() is { } problem) throw Corrupt(problem);
        var entry = new TarEntry
        {
            Name = Name,
            Type = type,
            Mode = (uint)Number(TarFormat.Mode, "mode") & 0xfff,
            Uid = Identity(_pax.Uid ?? Number(TarFormat.Uid, "uid"), "uid"),
            Gid = Identity(_pax.Gid ?? Number(TarFormat.Gid, "gid"), "gid"),
            UserName = new RawPath(_pax.UserName ?? _header.UserName.ToArray()),
            GroupName = new RawPath(_pax.GroupName ?? _header.GroupName.ToArray()),
            Size = sparse?.RealSize ?? stored,
            StoredSize = stored,
            ModifyTime = _pax.ModifyTime ?? new UnixTime(Number(TarFormat.ModifyTime, "mtime")),
            AccessTime = _pax.AccessTime,
            LinkName = type is TarEntryType.HardLink or TarEntryType.SymbolicLink ? new RawPath(_linkName) : default,
            DeviceMajor = isDevice ? Device(TarFormat.DeviceMajor) : 0,
            DeviceMinor = isDevice ? Device(TarFormat.DeviceMinor) : 0,
            Xattrs = _pax.Xattrs.Count == 0 ? [] : [.. _pax.Xattrs],
            DataOffset = dataOffset,
            Segments = sparse is { IsMapInData: false } ? [.. sparse.Segments] : null,
        };
        return (entry, sparse is { IsMapInData: true });
    }

    /// <summary>The oldest archives have no directories: there a slash at the end of the name makes one.</summary>
    private TarEntryType ReadType() => _header.TypeFlag switch
    {
        TarFormat.OldRegularFile => Name.Bytes.EndsWith("/"u8) ? TarEntryType.Directory : TarEntryType.RegularFile,
        TarFormat.RegularFile or TarFormat.ContiguousFile or TarFormat.GnuSparse => TarEntryType.RegularFile,
        TarFormat.HardLink => TarEntryType.HardLink,
        TarFormat.SymbolicLink => TarEntryType.SymbolicLink,
        TarFormat.CharacterDevice => TarEntryType.CharacterDevice,
        TarFormat.BlockDevice => TarEntryType.BlockDevice,
        TarFormat.Directory => TarEntryType.Directory,
        TarFormat.Fifo => TarEntryType.Fifo,
        var flag => throw Corrupt($"its type is unknown (0x{flag:x2})"),
    };

    /// <summary>Only regular files have data: some writers note a size for links and directories, and none follows.</summary>
    private long ReadSize()
    {
        var size = _pax.Size ?? Number(TarFormat.Size, "size");
        return size >= 0 ? size : throw Corrupt("its size is negative");
    }

    private long Number(Range field, string name)
        => TarNumber.TryRead(_header.Block[field], out var value) ? value : throw Corrupt($"its {name} is not a number");

    /// <summary>The kernel takes 2^32 − 1 as "leave the owner as it is": as an owner it would be a lie.</summary>
    private uint Identity(long value, string name)
        => value is >= 0 and < uint.MaxValue ? (uint)value : throw Corrupt($"its {name} {value} is out of range");

    private uint Device(Range field)
    {
        if (!_header.IsPosix && !_header.IsGnu) return 0;
        var number = Number(field, "device number");
        return number is >= 0 and <= uint.MaxValue ? (uint)number : throw Corrupt($"its device number {number} is out of range");
    }

    private Hull.Core.EngineException Corrupt(string why) => TarErrors.Corrupt(Name, _offset, why);
}
