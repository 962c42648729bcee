using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Hull.Linux;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Runtime;

/// <summary>
/// Filters made before: one file each below cache/seccomp of the store, named by a checksum of its key. A file is used only if it holds the
/// very key that is asked for, byte by byte, and its content has the length and the checksum that its first line says; anything else is
/// made anew and replaced. The key holds all that the filter depends on (see <see cref="LoadSeccomp"/>), the profile's bytes among it.
/// <code>
/// hull-seccomp 1 KEYLENGTH BPFLENGTH RULESLENGTH CHECKSUM\n   key   compiled filter in base64, or nothing   rules as JSON
/// </code>
/// </summary>
internal sealed class SeccompCache(string directory, ILogger logger)
{
    private const string Magic = "hull-seccomp 1 ";
    private const int LongestHeader = 80;

    // A profile of a megabyte is one that somebody pointed to by mistake.
    private const int LargestFile = 8 << 20;

    // Some for each set of capabilities, kernel and runtime in use; the rest is of the past.
    private const int MostFiles = 64;

    private const UnixFileMode FileRights = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The filter of a key, or null.</summary>
    /// <param name="key">All that the filter depends on.</param>
    public SeccompFilter? Find(ReadOnlySpan<byte> key)
    {
        var path = PathOf(key);
        if (!File.Exists(path)) return null;
        try
        {
            var content = SafePath.ReadHostFile(path, LargestFile);
            if (Read(content, key) is { } filter) return filter;
            RuntimeLog.SeccompCacheWrong(logger, path);
        }
        catch (Core.EngineException e)
        {
            RuntimeLog.SeccompCacheUnreadable(logger, path, e.Message);
        }

        return null;
    }

    /// <summary>Keeps a filter. A cache that cannot be written costs time at the next start, no more: the reason goes to the log.</summary>
    /// <param name="key">All that the filter depends on.</param>
    /// <param name="filter">The filter.</param>
    public void Keep(ReadOnlySpan<byte> key, SeccompFilter filter)
    {
        var path = PathOf(key);
        try
        {
            Directory.CreateDirectory(directory, FileRights | UnixFileMode.UserExecute);
            RemoveOldest();
            var temporary = $"{path}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, UnixCreateMode = FileRights };
            using (var file = new FileStream(temporary, options)) file.Write(Write(key, filter));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            RuntimeLog.SeccompCacheUnwritable(logger, path, e.Message);
        }
    }

    private string PathOf(ReadOnlySpan<byte> key) => $"{directory}/{Checksum(key):x8}";

    private static byte[] Write(ReadOnlySpan<byte> key, SeccompFilter filter)
    {
        var bpf = Encoding.ASCII.GetBytes(filter.Bpf ?? "");
        var rules = filter.Rules.Utf8.Span;
        var body = new byte[key.Length + bpf.Length + rules.Length];
        key.CopyTo(body);
        bpf.CopyTo(body.AsSpan(key.Length));
        rules.CopyTo(body.AsSpan(key.Length + bpf.Length));
        var header = string.Create(CultureInfo.InvariantCulture, $"{Magic}{key.Length} {bpf.Length} {rules.Length} {Checksum(body)}\n");
        return [.. Encoding.ASCII.GetBytes(header), .. body];
    }

    private static SeccompFilter? Read(byte[] content, ReadOnlySpan<byte> key)
    {
        var end = content.AsSpan(0, Math.Min(content.Length, LongestHeader)).IndexOf((byte)'\n');
        if (end < 0 || !content.AsSpan().StartsWith(Encoding.ASCII.GetBytes(Magic))) return null;
        var numbers = content.AsSpan(Magic.Length, end - Magic.Length);
        if (!Take(ref numbers, out var keyLength) || !Take(ref numbers, out var bpfLength) || !Take(ref numbers, out var rulesLength)
            || !Take(ref numbers, out var checksum))
            return null;
        var body = content.AsMemory(end + 1);
        if (keyLength != key.Length || keyLength + bpfLength + rulesLength != body.Length) return null;
        if (checksum != Checksum(body.Span) || !body.Span.StartsWith(key)) return null;
        return new SeccompFilter
        {
            Bpf = bpfLength == 0 ? null : Encoding.ASCII.GetString(body.Span.Slice((int)keyLength, (int)bpfLength)),
            Rules = new Oci.Runtime.RawJson(body[(int)(keyLength + bpfLength)..]),
        };
    }

    private static bool Take(ref Span<byte> numbers, out uint number)
    {
        var parsed = Utf8Parser.TryParse(numbers, out number, out var used);
        numbers = numbers[used..].TrimStart((byte)' ');
        return parsed;
    }

    // CRC-32C finds what a disk or a crash did to the file. Nobody but the store's owner can write it, so it need not withstand an attack.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = ~0u;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) crc = BitOperations.Crc32C(crc, word);
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..]) crc = BitOperations.Crc32C(crc, rest);
        return ~crc;
    }

    private void RemoveOldest()
    {
        var files = new DirectoryInfo(directory).GetFiles();
        if (files.Length < MostFiles) return;
        Array.Sort(files, (left, right) => left.LastWriteTimeUtc.CompareTo(right.LastWriteTimeUtc));
        for (var i = 0; i <= files.Length - MostFiles; i++) files[i].Delete();
    }
}
