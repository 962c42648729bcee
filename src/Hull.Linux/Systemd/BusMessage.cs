using System.Text;
using Hull.Linux.Native;

namespace Hull.Linux.Systemd;

/// <summary>The arguments of a method that is about to be called, in D-Bus' types.</summary>
internal readonly unsafe struct BusMessage(nint message)
{
    private const byte Array = (byte)'a';
    private const byte Structure = (byte)'r';
    private const byte Variant = (byte)'v';

    /// <summary>A text.</summary>
    public void Text(string value)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(value) + 1];
        Encoding.UTF8.GetBytes(value, bytes);
        fixed (byte* start = bytes) Check(LibsystemdBus.sd_bus_message_append_basic(message, (byte)'s', start));
    }

    /// <summary>An array of structures.</summary>
    /// <param name="structure">The type of one: sv.</param>
    /// <param name="write">Writes them.</param>
    public void Structures(string structure, Action<BusMessage> write) => Within(Array, $"({structure})", write);

    /// <summary>A property of a unit: its name, and a text.</summary>
    public void Property(string name, string value) => Property(name, "s", inner => inner.Text(value));

    /// <summary>A property of a unit: its name, and yes or no.</summary>
    public void Property(string name, bool value) => Property(name, "b", inner => inner.Switch(value));

    /// <summary>A property of a unit: its name, and numbers.</summary>
    public void Property(string name, ReadOnlySpan<uint> values)
    {
        var copy = values.ToArray();
        Property(name, "au", inner => inner.Numbers(copy));
    }

    private void Property(string name, string type, Action<BusMessage> write) => Within(Structure, "sv", inner =>
    {
        inner.Text(name);
        inner.Within(Variant, type, write);
    });

    private void Switch(bool value)
    {
        var number = value ? 1 : 0;
        Check(LibsystemdBus.sd_bus_message_append_basic(message, (byte)'b', &number));
    }

    private void Numbers(uint[] values)
    {
        fixed (uint* start = values) Check(LibsystemdBus.sd_bus_message_append_array(message, (byte)'u', start, (nuint)values.Length * sizeof(uint)));
    }

    private void Within(byte type, string contents, Action<BusMessage> write)
    {
        Check(LibsystemdBus.sd_bus_message_open_container(message, type, contents));
        write(this);
        Check(LibsystemdBus.sd_bus_message_close_container(message));
    }

    private static void Check(int result)
    {
        if (result < 0) throw Libc.Error(-result, "sd_bus_message_append", "");
    }
}
