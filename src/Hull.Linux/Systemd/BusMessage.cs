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

    /// <summary>A property of a unit: its name, and a number.</summary>
    public void Property(string name, ulong value) => Property(name, "t", inner => inner.Number(value));

    /// <summary>A property of a unit: its name, and texts.</summary>
    public void Property(string name, IReadOnlyList<string> values) => Property(name, "as", inner => inner.Texts(values));

    /// <summary>A property of a service: its name, and the one command that it runs.</summary>
    public void Command(string name, IReadOnlyList<string> command) => Property(name, "a(sasb)", inner => inner.Structures("sasb", commands => commands.Within(Structure, "sasb", one =>
    {
        one.Text(command[0]);
        one.Texts(command);
        // Its failure counts.
        one.Switch(false);
    })));

    /// <summary>A further unit: its name, and its properties.</summary>
    public void Unit(string name, Action<BusMessage> properties) => Within(Structure, "sa(sv)", inner =>
    {
        inner.Text(name);
        inner.Structures("sv", properties);
    });

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

    private void Number(ulong value) => Check(LibsystemdBus.sd_bus_message_append_basic(message, (byte)'t', &value));

    private void Texts(IReadOnlyList<string> values) => Within(Array, "s", inner =>
    {
        foreach (var value in values) inner.Text(value);
    });

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
