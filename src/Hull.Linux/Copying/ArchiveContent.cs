using Hull.Linux.Files;
using Hull.Linux.Tar;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Copying;

/// <summary>The content of an archive's current entry.</summary>
internal sealed class ArchiveContent(TarReader reader, TarEntry entry, byte[] buffer) : EntryContent
{
    public override void WriteTo(SafeFileHandle file)
    {
        foreach (var (start, length) in entry.Segments ?? [new SparseSegment(0, entry.Size)])
        {
            for (long done = 0; done < length;)
            {
                var count = reader.Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, length - done)));
                FileMetadata.WriteAt(file, buffer.AsSpan(0, count), start + done);
                done += count;
            }
        }

        if (entry.Segments is not null) FileMetadata.SetLength(file, entry.Size);
    }

    public override void WriteTo(TarWriter archive)
    {
        using var data = reader.OpenData(entry);
        for (int count; (count = data.Read(buffer)) > 0;) archive.Write(buffer.AsSpan(0, count));
    }
}
