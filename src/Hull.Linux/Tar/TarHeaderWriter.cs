using System.Text.Unicode;

namespace Hull.Linux.Tar;

/// <summary>Fills a ustar header block.</summary>
/// <param name="block">512 bytes.</param>
internal readonly ref struct TarHeaderWriter(Span<byte> block)
{
    private const uint ExtendedHeaderMode = 0x1a4;

    private readonly Span<byte> _block = block;

    /// <summary>Writes the entry's header and gives the extended records for what does not fit into it.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="size">How much data follows.</param>
    public byte[] Write(TarEntry entry, long size)
    {
        var records = new PaxRecordsWriter();
        Begin(FlagOf(entry.Type));
        WriteName(entry.Name.Bytes, records);
        WriteNumber(TarFormat.Mode, entry.Mode & 0xfff, "mode", records);
        WriteNumber(TarFormat.Uid, entry.Uid, "uid", records);
        WriteNumber(TarFormat.Gid, entry.Gid, "gid", records);
        WriteNumber(TarFormat.Size, size, "size", records);
        if (entry.ModifyTime.Nanoseconds != 0 || !TarNumber.TryWriteOctal(_block[TarFormat.ModifyTime], entry.ModifyTime.Seconds))
            WriteTime(entry.ModifyTime, records);
        if (entry.AccessTime is { } accessed) records.Add("atime", PaxTime.Format(accessed));
        WriteText(TarFormat.LinkName, entry.LinkName.Bytes, "linkpath", records);
        WriteText(TarFormat.UserName, entry.UserName.Bytes, "uname", records);
        WriteText(TarFormat.GroupName, entry.GroupName.Bytes, "gname", records);
        WriteNumber(TarFormat.DeviceMajor, entry.DeviceMajor, "SCHILY.devmajor", records);
        WriteNumber(TarFormat.DeviceMinor, entry.DeviceMinor, "SCHILY.devminor", records);
        foreach (var attribute in entry.Xattrs) records.AddXattr(attribute);
        if (!Utf8.IsValid(entry.Name.Bytes) || !Utf8.IsValid(entry.LinkName.Bytes)) DeclareBinary(records);
        WriteChecksum();
        return records.ToArray();
    }

    /// <summary>Writes the header of an extended header: only its length has a meaning, the rest is for readers that don't know it.</summary>
    public void WriteExtended(RawPath entryName, int size)
    {
        Begin(TarFormat.PaxHeader);
        var name = entryName.Bytes.TrimEnd((byte)'/');
        var prefix = "PaxHeaders/"u8;
        prefix.CopyTo(_block[TarFormat.Name]);
        var last = name[(name.LastIndexOf((byte)'/') + 1)..];
        last[..Math.Min(last.Length, _block[TarFormat.Name].Length - prefix.Length)].CopyTo(_block[TarFormat.Name][prefix.Length..]);
        TarNumber.TryWriteOctal(_block[TarFormat.Mode], ExtendedHeaderMode);
        TarNumber.TryWriteOctal(_block[TarFormat.Uid], 0);
        TarNumber.TryWriteOctal(_block[TarFormat.Gid], 0);
        TarNumber.TryWriteOctal(_block[TarFormat.Size], size);
        TarNumber.TryWriteOctal(_block[TarFormat.ModifyTime], 0);
        TarNumber.TryWriteOctal(_block[TarFormat.DeviceMajor], 0);
        TarNumber.TryWriteOctal(_block[TarFormat.DeviceMinor], 0);
        WriteChecksum();
    }

    private static byte FlagOf(TarEntryType type) => type switch
    {
        TarEntryType.RegularFile => TarFormat.RegularFile,
        TarEntryType.HardLink => TarFormat.HardLink,
        TarEntryType.SymbolicLink => TarFormat.SymbolicLink,
        TarEntryType.CharacterDevice => TarFormat.CharacterDevice,
        TarEntryType.BlockDevice => TarFormat.BlockDevice,
        TarEntryType.Directory => TarFormat.Directory,
        _ => TarFormat.Fifo,
    };

    private void Begin(byte flag)
    {
        _block.Clear();
        _block[TarFormat.TypeFlag] = flag;
        TarFormat.PosixMagicAndVersion.CopyTo(_block[TarFormat.Magic]);
    }

    /// <summary>The name where it fits, else cut at a slash into prefix and name, else in a record.</summary>
    private void WriteName(ReadOnlySpan<byte> name, PaxRecordsWriter records)
    {
        var field = _block[TarFormat.Name];
        if (name.Length <= field.Length)
        {
            name.CopyTo(field);
            return;
        }

        // The longest prefix that fits; what is left behind the slash must fit too and not be empty.
        var prefix = _block[TarFormat.Prefix];
        var slash = name[..Math.Min(name.Length - 1, prefix.Length + 1)].LastIndexOf((byte)'/');
        if (slash > 0 && name.Length - slash - 1 <= field.Length)
        {
            name[..slash].CopyTo(prefix);
            name[(slash + 1)..].CopyTo(field);
            return;
        }

        name[..field.Length].CopyTo(field);
        records.Add("path", name);
    }

    private void WriteText(Range range, ReadOnlySpan<byte> text, string key, PaxRecordsWriter records)
    {
        var field = _block[range];
        text[..Math.Min(text.Length, field.Length)].CopyTo(field);
        if (text.Length > field.Length) records.Add(key, text);
    }

    /// <summary>Records are UTF-8 unless they say otherwise (pax(1), "hdrcharset"); only names that do stand in one need that.</summary>
    private static void DeclareBinary(PaxRecordsWriter records)
    {
        if (records.Has("path") || records.Has("linkpath")) records.Add("hdrcharset", "BINARY");
    }

    private void WriteNumber(Range range, long value, string key, PaxRecordsWriter records)
    {
        if (TarNumber.TryWriteOctal(_block[range], value)) return;
        TarNumber.TryWriteOctal(_block[range], 0);
        records.Add(key, value);
    }

    private void WriteTime(UnixTime time, PaxRecordsWriter records)
    {
        if (!TarNumber.TryWriteOctal(_block[TarFormat.ModifyTime], time.Seconds)) TarNumber.TryWriteOctal(_block[TarFormat.ModifyTime], 0);
        records.Add("mtime", PaxTime.Format(time));
    }

    /// <summary>Six digits, NUL, blank: the form that all old readers take.</summary>
    private void WriteChecksum()
    {
        var field = _block[TarFormat.Checksum];
        field.Fill((byte)' ');
        TarNumber.TryWriteOctal(field[..7], TarChecksum.Unsigned(_block));
    }
}
