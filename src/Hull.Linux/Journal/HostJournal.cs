using System.Runtime.InteropServices;
using System.Text;
using Hull.Core;
using Hull.Linux.Native;
using Hull.Linux.Processes;

namespace Hull.Linux.Journal;

/// <summary>The host's journal (systemd-journald(8)).</summary>
public static class HostJournal
{
    // Where journald listens (systemd's native protocol).
    private const string ListeningSocket = "/run/systemd/journal/socket";

    /// <summary>Whether there is one.</summary>
    public static bool IsThere => File.Exists(ListeningSocket);

    /// <summary>Writes an entry.</summary>
    /// <param name="fields">Names in capitals, and values.</param>
    /// <exception cref="EngineException">Unsupported: no libsystemd or no journal; else why it was refused.</exception>
    public static unsafe void Write(IReadOnlyList<(string Name, string Value)> fields)
    {
        // The library is silent about a journal that is not there.
        if (!IsThere) throw new EngineException(ErrorKind.Unsupported, $"writing to the journal: no journald listens at {ListeningSocket}");
        var pins = new List<GCHandle>(fields.Count);
        try
        {
            var parts = stackalloc LibsystemdJournal.Part[fields.Count];
            for (var index = 0; index < fields.Count; index++)
            {
                var bytes = Encoding.UTF8.GetBytes($"{fields[index].Name}={fields[index].Value}");
                var pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
                pins.Add(pin);
                parts[index] = new LibsystemdJournal.Part { Start = (byte*)pin.AddrOfPinnedObject(), Length = (nuint)bytes.Length };
            }
            Check(LibsystemdJournal.sd_journal_sendv(parts, fields.Count), "sd_journal_sendv");
        }
        catch (DllNotFoundException e)
        {
            throw NoLibrary("writing to the journal", e);
        }
        finally
        {
            foreach (var pin in pins) pin.Free();
        }
    }

    /// <summary>Waits until journald has taken in what was sent to it before; without the right or the program to ask it, nothing is waited for.</summary>
    public static void Sync()
    {
        if (ExecutableSearch.Find("journalctl") is not { } program) return;
        RunAndCapture.Run(new SpawnRequest { Program = program, Arguments = ["--sync"] }, new CaptureRequest());
    }

    internal static EngineException NoLibrary(string what, Exception inner) =>
        new(ErrorKind.Unsupported, $"{what}: {LibsystemdJournal.Library} is not installed", "install the package libsystemd0", inner);

    internal static int Check(int result, string call) => result >= 0 ? result : throw Libc.Error(-result, call, "");
}
