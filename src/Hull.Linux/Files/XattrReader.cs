using Hull.Linux.Native;

namespace Hull.Linux.Files;

/// <summary>The two-step calls that list and read extended attributes, begun again where an attribute grew between the steps.</summary>
internal static unsafe class XattrReader
{
    // XATTR_LIST_MAX and XATTR_SIZE_MAX of linux/limits.h.
    private const int Largest = 65536;

    public delegate nint ListCall(byte* list, nuint size);

    public delegate nint GetCall(byte* name, byte* value, nuint size);

    public static List<Xattr> Read(ListCall list, GetCall get, Func<string> path)
    {
        var result = new List<Xattr>();
        var length = list(null, 0);
        if (length == 0 || (length < 0 && Libc.Errno == Errno.EOPNOTSUPP)) return result;
        var buffer = new byte[Largest];
        fixed (byte* pointer = buffer)
        {
            length = list(pointer, Largest);
        }

        if (length < 0) throw Libc.Error(Libc.Errno, "listxattr", path());
        for (var names = buffer.AsSpan(0, (int)length); !names.IsEmpty;)
        {
            var end = names.IndexOf((byte)0);
            var name = new RawPath(names[..end].ToArray());
            if (TryRead(get, name, path) is { } value) result.Add(new Xattr(name, value));
            names = names[(end + 1)..];
        }

        result.Sort((a, b) => a.Name.Bytes.SequenceCompareTo(b.Name.Bytes));
        return result;
    }

    public static byte[]? TryRead(GetCall get, RawPath name, Func<string> path)
    {
        var buffer = new byte[256];
        while (true)
        {
            nint length;
            fixed (byte* key = FileMetadata.Terminated(name))
            fixed (byte* pointer = buffer)
            {
                length = get(key, pointer, (nuint)buffer.Length);
            }

            if (length >= 0) return buffer[..(int)length];
            switch (Libc.Errno)
            {
                case Errno.ENODATA or Errno.EOPNOTSUPP:
                    return null;
                case Errno.ERANGE when buffer.Length < Largest:
                    buffer = new byte[Largest];
                    break;
                default:
                    throw Libc.Error(Libc.Errno, "getxattr", $"{path()}: {name}");
            }
        }
    }
}
