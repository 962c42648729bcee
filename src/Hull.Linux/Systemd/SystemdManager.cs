using System.Runtime.InteropServices;
using Hull.Core;
using Hull.Linux.Native;

namespace Hull.Linux.Systemd;

/// <summary>A connection to the manager of systemd's units (org.freedesktop.systemd1(5)): the host's own, or a user's. For one thread at a time.</summary>
public sealed unsafe class SystemdManager : IDisposable
{
    private const string Service = "org.freedesktop.systemd1";
    private const string ManagerPath = "/org/freedesktop/systemd1";
    private const string ManagerInterface = "org.freedesktop.systemd1.Manager";
    private const ulong PatienceMicroseconds = 10_000_000;

    private readonly nint _bus;

    private SystemdManager(nint bus) => _bus = bus;

    /// <summary>Connects to the manager of the host's units.</summary>
    /// <exception cref="EngineException">Unsupported: no libsystemd, or no bus that answers.</exception>
    public static SystemdManager OpenHost() => Open(user: false);

    /// <summary>Connects to the manager of the caller's own units, by DBUS_SESSION_BUS_ADDRESS or the bus in XDG_RUNTIME_DIR.</summary>
    /// <exception cref="EngineException">Unsupported: no libsystemd, or no bus that answers.</exception>
    public static SystemdManager OpenUser() => Open(user: true);

    /// <summary>The group below which the manager makes its units, from the hierarchy's root: empty for the host's, for a user's its service's.</summary>
    /// <exception cref="EngineException">The manager does not answer.</exception>
    public string ControlGroup
    {
        get
        {
            LibsystemdBus.BusError error = default;
            var result = LibsystemdBus.sd_bus_get_property_string(_bus, Service, ManagerPath, ManagerInterface, "ControlGroup", &error, out var value);
            Check(result, "asking for its group", &error);
            try
            {
                return Marshal.PtrToStringUTF8((nint)value) ?? "";
            }
            finally
            {
                NativeMemory.Free(value);
            }
        }
    }

    /// <summary>Calls a method of the manager that answers nothing of use.</summary>
    /// <param name="method">Its name.</param>
    /// <param name="what">What it is called for, for messages.</param>
    /// <param name="write">Writes the arguments.</param>
    /// <exception cref="EngineException">What the manager says.</exception>
    internal void Call(string method, string what, Action<BusMessage> write)
    {
        Check(LibsystemdBus.sd_bus_message_new_method_call(_bus, out var message, Service, ManagerPath, ManagerInterface, method), what, null);
        LibsystemdBus.BusError error = default;
        try
        {
            write(new BusMessage(message));
            Check(LibsystemdBus.sd_bus_call(_bus, message, PatienceMicroseconds, &error, null), what, &error);
        }
        finally
        {
            LibsystemdBus.sd_bus_message_unref(message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => LibsystemdBus.sd_bus_flush_close_unref(_bus);

    private static SystemdManager Open(bool user)
    {
        try
        {
            var result = user ? LibsystemdBus.sd_bus_open_user(out var bus) : LibsystemdBus.sd_bus_open_system(out bus);
            return result >= 0
                ? new SystemdManager(bus)
                : throw new EngineException(ErrorKind.Unsupported, $"connecting to {(user ? "the user's" : "the")} systemd: {HostKernel.Reason(-result)}");
        }
        catch (DllNotFoundException e)
        {
            throw new EngineException(ErrorKind.Unsupported, $"connecting to systemd: {LibsystemdBus.Library} is not installed", "install the package libsystemd0", e);
        }
    }

    private static void Check(int result, string what, LibsystemdBus.BusError* error)
    {
        if (result >= 0) return;
        var said = error is not null && error->Message is not null ? Marshal.PtrToStringUTF8((nint)error->Message) : null;
        var name = error is not null && error->Name is not null ? Marshal.PtrToStringUTF8((nint)error->Name) : null;
        if (error is not null) LibsystemdBus.sd_bus_error_free(error);
        throw new EngineException(name == $"{Service}.UnitExists" ? ErrorKind.Conflict : ErrorKind.Unsupported, $"systemd: {what}: {said ?? HostKernel.Reason(-result)}");
    }
}
