using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Hull.Linux.Native;

namespace Hull.Linux;

/// <summary>Reads a directory by its descriptor (getdents64), a buffer at a time; "." and ".." are left out.</summary>
internal struct DirectoryEntries
{
    // struct linux_dirent64: ino 8, off 8, reclen 2, type 1, name.
    private const int LengthOffset = 16;
    private const int TypeOffset = 18;
    private const int NameOffset = 19;

    private readonly SafeHandle _directory;
    private readonly byte[] _buffer;
    private int _filled;
    private int _next;
    private int _current;

    /// <summary>Begins where the descriptor's position stands.</summary>
    /// <param name="directory">Open for reading.</param>
    /// <param name="buffer">Room to read into, 1 KiB at least, not used by others meanwhile.</param>
    public DirectoryEntries(SafeHandle directory, byte[] buffer)
    {
        _directory = directory;
        _buffer = buffer;
    }

    /// <summary>The entry's name without its closing NUL, valid until the next call; the byte behind it is NUL.</summary>
    public readonly ReadOnlySpan<byte> Name
    {
        get
        {
            var rest = _buffer.AsSpan(_current + NameOffset);
            return rest[..rest.IndexOf((byte)0)];
        }
    }

    /// <summary>What the entry is, or Unknown where the file system doesn't say.</summary>
    public readonly FileType Type => _buffer[_current + TypeOffset] switch
    {
        1 => FileType.Fifo,
        2 => FileType.CharacterDevice,
        4 => FileType.Directory,
        6 => FileType.BlockDevice,
        8 => FileType.Regular,
        10 => FileType.SymbolicLink,
        12 => FileType.Socket,
        _ => FileType.Unknown,
    };

    /// <summary>Moves to the next entry; false at the end.</summary>
    /// <exception cref="Hull.Core.EngineException">The kernel refused to read the directory.</exception>
    public bool MoveNext()
    {
        do
        {
            if (_next >= _filled && !Fill()) return false;
            _current = _next;
            _next += BinaryPrimitives.ReadUInt16LittleEndian(_buffer.AsSpan(_current + LengthOffset));
        }
        while (Name is [(byte)'.'] or [(byte)'.', (byte)'.']);
        return true;
    }

    private unsafe bool Fill()
    {
        fixed (byte* buffer = _buffer)
        {
            _filled = (int)Libc.getdents64(_directory, buffer, (nuint)_buffer.Length);
        }

        // A directory that somebody else removed meanwhile has no entries (getdents64 says ENOENT then).
        if (_filled < 0 && Libc.Errno == Errno.ENOENT) _filled = 0;
        if (_filled < 0) throw Libc.Error(Libc.Errno, "getdents64", DescriptorPath.Current(_directory).ToString());
        _next = 0;
        return _filled > 0;
    }
}
