using System.Buffers;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Processes;

/// <summary>Reads one output pipe into memory up to a limit, and past it into nothing.</summary>
internal sealed class CaptureBuffer(SafeFileHandle pipe, int limit)
{
    // More than a pipe holds: what the child wrote before it ended is read in one turn, and a writer that never stops cannot keep us here.
    private const int LargestTurn = 1024 * 1024;

    private readonly byte[] _chunk = new byte[32 * 1024];
    private readonly ArrayBufferWriter<byte> _kept = new();

    public bool IsAtEnd { get; private set; }

    public bool IsTruncated { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _kept.WrittenMemory;

    /// <summary>Reads what is there without waiting.</summary>
    public void Drain()
    {
        for (var turn = 0; turn < LargestTurn && !IsAtEnd;)
        {
            var count = Libc.Read(pipe, _chunk, "a child's output");
            if (count < 0) return;
            IsAtEnd = count == 0;
            turn += count;
            var kept = Math.Min(count, limit - _kept.WrittenCount);
            _kept.Write(_chunk.AsSpan(0, kept));
            IsTruncated |= kept < count;
        }
    }
}
