using System.Buffers.Binary;
using System.Text;

namespace Hull.Images.Transports;

/// <summary>
/// Writes the outer tar of an archive: a few files and links with short ASCII names, owner root, time 0, so that the same image always gives
/// the same bytes (POSIX ustar; a size of 8 GiB and more in GNU's base 256, which all readers know).
/// </summary>
internal sealed class UstarWriter(Stream output)
{
    private const int BlockSize = 512;
    private const int NameLength = 100;
    private const long LargestOctal = (1L << 33) - 1;

    private static readonly byte[] _zeros = new byte[BlockSize * 2];

    public void File(string name, ReadOnlySpan<byte> content, int mode = 0x124) // 0444
    {
        Header(name, '0', content.Length, mode, "");
        output.Write(content);
        Pad(content.Length);
    }

    /// <summary>A file whose content must be as long as said.</summary>
    public async Task FileAsync(string name, Stream content, long length, CancellationToken cancellationToken)
    {
        Header(name, '0', length, 0x124, "");
        var buffer = new byte[256 * 1024];
        long written = 0;
        int count;
        while ((count = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            written += count;
            if (written > length) break;
            await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }
        if (written != length)
            throw new Core.EngineException(Core.ErrorKind.Corrupt, $"{name}: {(written > length ? "more" : "fewer")} bytes than the {length} that were announced");
        Pad(length);
    }

    public void Link(string name, string target) => Header(name, '2', 0, 0x1ff, target);

    public void Directory(string name) => Header(name + "/", '5', 0, 0x1ed, "");

    /// <summary>Writes the end of the archive; the stream stays open.</summary>
    public void Finish() => output.Write(_zeros);

    private void Header(string name, char type, long size, int mode, string target)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        block.Clear();
        Text(block[..NameLength], name);
        Octal(block.Slice(100, 8), mode);
        Octal(block.Slice(108, 8), 0);
        Octal(block.Slice(116, 8), 0);
        Size(block.Slice(124, 12), size);
        Octal(block.Slice(136, 12), 0);
        block[156] = (byte)type;
        Text(block.Slice(157, NameLength), target);
        "ustar\000"u8.CopyTo(block[257..]);
        // The checksum is computed with its own field as blanks.
        block.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var b in block) sum += b;
        Octal(block.Slice(148, 7), sum);
        output.Write(block);
    }

    private static void Text(Span<byte> field, string text)
    {
        if (text.Length > field.Length) throw new ArgumentException($"\"{text}\" is too long for a ustar header");
        Encoding.ASCII.GetBytes(text, field);
    }

    private static void Octal(Span<byte> field, long value) =>
        Encoding.ASCII.GetBytes(Convert.ToString(value, 8).PadLeft(field.Length - 1, '0'), field);

    private static void Size(Span<byte> field, long size)
    {
        if (size <= LargestOctal)
        {
            Octal(field, size);
            return;
        }
        field.Clear();
        field[0] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(field[4..], size);
    }

    private void Pad(long length) => output.Write(_zeros.AsSpan(0, (int)(-length & (BlockSize - 1))));
}
