using System.Buffers;
using Hull.Linux.Files;
using Hull.Linux.Native;
using Hull.Linux.Tar;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Copying;

/// <summary>The content of a file that is open for reading.</summary>
/// <param name="source">The file.</param>
/// <param name="status">What statx said of it.</param>
/// <param name="owns">Whether the file is closed with it.</param>
internal sealed unsafe class FileContent(SafeFileHandle source, FileStatus status, bool owns = false) : EntryContent
{
    private const int BlockSize = 512;
    private const int BufferSize = 1 << 20;

    // One call of the kernel copies at most so much, so that a cancelled copy ends soon.
    private const long Portion = 64 << 20;

    // Between different file systems, and from files of /proc, bytes are copied by hand.
    private static readonly int[] ByHand = [Errno.EXDEV, Errno.EINVAL, Errno.ENOSYS, Errno.EOPNOTSUPP, Errno.EPERM, Errno.EBADF, Errno.EIO];

    private bool _isByHand;

    public override void WriteTo(SafeFileHandle file)
    {
        // Files of the kernel's own have no size and yet a content.
        if (status.Size == 0)
        {
            CopyByHand(file, 0, long.MaxValue);
            return;
        }

        var isSparse = status.Blocks * BlockSize < status.Size;
        for (long at = 0; at < status.Size;)
        {
            var data = isSparse ? Seek(at, Libc.SEEK_DATA) : at;
            if (data >= status.Size) break;
            var end = isSparse ? Math.Min(Seek(data, Libc.SEEK_HOLE), status.Size) : status.Size;
            if (!Copy(file, data, end)) break;
            at = end;
        }

        if (isSparse) FileMetadata.SetLength(file, status.Size);
    }

    /// <summary>The header has said the size: where the file became shorter meanwhile, zeros stand for the rest.</summary>
    public override void WriteTo(TarWriter archive)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(BufferSize, Math.Max(status.Size, 1)));
        try
        {
            for (long at = 0; at < status.Size;)
            {
                var piece = buffer.AsSpan(0, (int)Math.Min(buffer.Length, status.Size - at));
                var count = RandomAccess.Read(source, piece, at);
                if (count == 0)
                {
                    piece.Clear();
                    count = piece.Length;
                }

                archive.Write(piece[..count]);
                at += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public override EntryContent? TryDetach() => new FileContent(Libc.Duplicate(source), status, owns: true);

    protected override void Dispose(bool disposing)
    {
        if (owns) source.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Copies a stretch; false where the file has become shorter.</summary>
    private bool Copy(SafeFileHandle file, long start, long end)
    {
        var (from, to) = (start, start);
        while (from < end && !_isByHand)
        {
            var count = Libc.copy_file_range(source, &from, file, &to, (nuint)Math.Min(end - from, Portion), 0);
            if (count == 0) return false;
            if (count > 0) continue;
            if (Libc.Errno == Errno.EINTR) continue;
            if (!ByHand.Contains(Libc.Errno)) throw Libc.Error(Libc.Errno, "write", DescriptorPath.Current(file).ToString());
            _isByHand = true;
        }

        return from >= end || CopyByHand(file, from, end);
    }

    private bool CopyByHand(SafeFileHandle file, long start, long end)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (var at = start; at < end;)
            {
                var count = Read(buffer, at, (int)Math.Min(buffer.Length, end - at));
                if (count == 0) return false;
                FileMetadata.WriteAt(file, buffer.AsSpan(0, count), at);
                at += count;
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private int Read(byte[] buffer, long at, int most)
    {
        fixed (byte* pointer = buffer)
        {
            while (true)
            {
                var count = Libc.pread(source, pointer, (nuint)most, at);
                if (count >= 0) return (int)count;
                if (Libc.Errno != Errno.EINTR) throw Libc.Error(Libc.Errno, "read", DescriptorPath.Current(source).ToString());
            }
        }
    }

    /// <summary>Where the next data or the next hole begins; a file system that knows no holes has data throughout.</summary>
    private long Seek(long at, int whence)
    {
        var found = Libc.lseek(source, at, whence);
        if (found >= 0) return found;
        if (Libc.Errno == Errno.ENXIO) return long.MaxValue;
        return whence == Libc.SEEK_DATA ? at : long.MaxValue;
    }
}
