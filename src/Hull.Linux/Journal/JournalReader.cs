using System.Text;
using Hull.Core;
using Hull.Linux.Descriptors;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Journal;

/// <summary>Reads entries of the host's journal forward or backward, also while it grows (sd-journal(3)). For one thread at a time.</summary>
public sealed class JournalReader : IDisposable
{
    private nint _journal;

    /// <summary>Whether it stands on an entry.</summary>
    public bool IsAtEntry { get; private set; }

    /// <summary>Opens the journal on the entries that hold all these fields; it stands before the first.</summary>
    /// <param name="matches">Names and values.</param>
    /// <exception cref="EngineException">Unsupported: no libsystemd; else why it cannot be opened.</exception>
    public unsafe JournalReader(params IReadOnlyList<(string Name, string Value)> matches)
    {
        try
        {
            HostJournal.Check(LibsystemdJournal.sd_journal_open(out _journal, LibsystemdJournal.LocalOnly), "sd_journal_open");
        }
        catch (DllNotFoundException e)
        {
            throw HostJournal.NoLibrary("reading the journal", e);
        }
        // Whole values, however long.
        HostJournal.Check(LibsystemdJournal.sd_journal_set_data_threshold(_journal, 0), "sd_journal_set_data_threshold");
        foreach (var (name, value) in matches)
        {
            var match = Encoding.UTF8.GetBytes($"{name}={value}");
            fixed (byte* start = match) HostJournal.Check(LibsystemdJournal.sd_journal_add_match(_journal, start, (nuint)match.Length), "sd_journal_add_match");
        }
        HostJournal.Check(LibsystemdJournal.sd_journal_seek_head(_journal), "sd_journal_seek_head");
    }

    /// <summary>Goes to where only entries still to come follow.</summary>
    public void SeekEnd()
    {
        HostJournal.Check(LibsystemdJournal.sd_journal_seek_tail(_journal), "sd_journal_seek_tail");
        // The end is a place only seen from an entry: on the last one, what is next is new.
        Previous();
    }

    /// <summary>Goes to before the first entry from a moment on.</summary>
    /// <param name="moment">The moment.</param>
    public void Seek(DateTimeOffset moment) => HostJournal.Check(
        LibsystemdJournal.sd_journal_seek_realtime_usec(_journal, (ulong)Math.Max(0, (moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond)),
        "sd_journal_seek_realtime_usec");

    /// <summary>Goes to the next entry; false where there is none yet.</summary>
    public bool Next()
    {
        var moved = HostJournal.Check(LibsystemdJournal.sd_journal_next(_journal), "sd_journal_next") > 0;
        IsAtEntry |= moved;
        return moved;
    }

    /// <summary>Goes to the entry before; false where there is none.</summary>
    public bool Previous()
    {
        var moved = HostJournal.Check(LibsystemdJournal.sd_journal_previous(_journal), "sd_journal_previous") > 0;
        IsAtEntry |= moved;
        return moved;
    }

    /// <summary>When this entry came.</summary>
    public DateTimeOffset Time
    {
        get
        {
            HostJournal.Check(LibsystemdJournal.sd_journal_get_realtime_usec(_journal, out var microseconds), "sd_journal_get_realtime_usec");
            return DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds);
        }
    }

    /// <summary>A field of this entry as bytes of the caller's own; null where it has none.</summary>
    /// <param name="name">The field.</param>
    public unsafe byte[]? Bytes(string name)
    {
        byte* data;
        nuint length;
        var result = LibsystemdJournal.sd_journal_get_data(_journal, name, &data, &length);
        if (result == -Errno.ENOENT) return null;
        HostJournal.Check(result, "sd_journal_get_data");
        // NAME=VALUE.
        return new ReadOnlySpan<byte>(data, checked((int)length))[(name.Length + 1)..].ToArray();
    }

    /// <summary>A field of this entry as text; null where it has none.</summary>
    /// <param name="name">The field.</param>
    public string? Text(string name) => Bytes(name) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <summary>Completes when there may be new entries.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var descriptor = new SafeFileHandle(HostJournal.Check(LibsystemdJournal.sd_journal_get_fd(_journal), "sd_journal_get_fd"), ownsHandle: false);
        await ReadinessLoop.WaitAsync(descriptor, Readiness.Read, cancellationToken).ConfigureAwait(false);
        HostJournal.Check(LibsystemdJournal.sd_journal_process(_journal), "sd_journal_process");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_journal == 0) return;
        LibsystemdJournal.sd_journal_close(_journal);
        _journal = 0;
    }
}
