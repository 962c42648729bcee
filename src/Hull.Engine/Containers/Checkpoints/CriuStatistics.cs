using System.Buffers.Binary;

namespace Hull.Engine.Containers.Checkpoints;

/// <summary>Reads the statistics that CRIU leaves: an image file with one message of stats.proto (criu.org/Images).</summary>
internal static class CriuStatistics
{
    // Two magic numbers and the message's length, each four bytes.
    private const int HeaderSize = 12;
    private const int DumpField = 1;
    private const int RestoreField = 2;
    private static readonly string?[] DumpNames = [null, "freezing_time", "frozen_time", "memdump_time", "memwrite_time", "pages_scanned", null, "pages_written"];
    private static readonly string?[] RestoreNames = [null, null, null, "forking_time", "restore_time", "pages_restored"];

    /// <summary>What a file says; empty where there is none, or it says nothing that is understood.</summary>
    public static IReadOnlyDictionary<string, ulong> Read(string path)
    {
        var told = new Dictionary<string, ulong>(StringComparer.Ordinal);
        if (!File.Exists(path)) return told;
        var bytes = File.ReadAllBytes(path).AsSpan();
        if (bytes.Length < HeaderSize) return told;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (length > bytes.Length - HeaderSize) return told;
        var message = bytes.Slice(HeaderSize, (int)length);
        while (TryField(ref message, out var field, out _, out var inner))
        {
            var names = field switch { DumpField => DumpNames, RestoreField => RestoreNames, _ => null };
            while (names is not null && TryField(ref inner, out var number, out var value, out _))
            {
                if (number < names.Length && names[number] is { } name) told[name] = value;
            }
        }
        return told;
    }

    // Fields of wire type 0 (a number) and 2 (a message); there are no others in stats.proto.
    private static bool TryField(ref Span<byte> message, out int field, out ulong value, out Span<byte> inner)
    {
        field = 0;
        value = 0;
        inner = default;
        if (!TryNumber(ref message, out var tag) || !TryNumber(ref message, out value)) return false;
        field = (int)(tag >> 3);
        if ((tag & 7) == 0) return true;
        if ((tag & 7) != 2 || value > (ulong)message.Length) return false;
        inner = message[..(int)value];
        message = message[(int)value..];
        return true;
    }

    private static bool TryNumber(ref Span<byte> message, out ulong value)
    {
        value = 0;
        for (var index = 0; index < message.Length && index < 10; index++)
        {
            value |= (ulong)(message[index] & 0x7f) << (7 * index);
            if (message[index] >= 0x80) continue;
            message = message[(index + 1)..];
            return true;
        }
        return false;
    }
}
