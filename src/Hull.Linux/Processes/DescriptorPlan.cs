using System.Runtime.InteropServices;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Processes;

/// <summary>
/// The descriptors of a child, in an order in which no step destroys the source of a later one: sources that lie among the targets are first
/// copied above them. Holds every source open until disposed.
/// </summary>
internal sealed class DescriptorPlan : IDisposable
{
    private readonly List<(SafeHandle Handle, bool IsCopy)> _held = [];
    private readonly List<(int Source, int Target)> _moves = [];

    public DescriptorPlan(IReadOnlyDictionary<int, SafeHandle> map)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(map.Count == 0 ? 0 : map.Keys.Min() < 0 ? 1 : 0, 0, "negative descriptor");
        FirstClosed = map.Count == 0 ? 3 : Math.Max(2, map.Keys.Max()) + 1;
        try
        {
            foreach (var (target, handle) in map) _moves.Add((Hold(handle), target));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>From this number on, the child has no descriptors.</summary>
    public int FirstClosed { get; }

    /// <summary>Adds the plan to the file actions; returns the errno of the step that failed, or 0.</summary>
    public unsafe int AddTo(Libc.SpawnFileActions* actions, byte* devNull)
    {
        foreach (var (source, target) in _moves)
        {
            var error = Libc.posix_spawn_file_actions_adddup2(actions, source, target);
            if (error != 0) return error;
        }

        for (var number = 0; number < FirstClosed; number++)
        {
            if (_moves.Exists(move => move.Target == number)) continue;
            var error = number <= 2
                ? Libc.posix_spawn_file_actions_addopen(actions, number, devNull, number == 0 ? Libc.O_RDONLY : Libc.O_WRONLY, 0)
                : Libc.posix_spawn_file_actions_addclose(actions, number);
            if (error != 0) return error;
        }

        return Libc.posix_spawn_file_actions_addclosefrom_np(actions, FirstClosed);
    }

    public void Dispose()
    {
        foreach (var (handle, isCopy) in _held)
        {
            if (isCopy) handle.Dispose();
            else handle.DangerousRelease();
        }

        _held.Clear();
    }

    private int Hold(SafeHandle handle)
    {
        var taken = false;
        handle.DangerousAddRef(ref taken);
        _held.Add((handle, false));
        var number = (int)handle.DangerousGetHandle();
        if (number >= FirstClosed) return number;

        SafeFileHandle copy = Libc.Duplicate(handle, FirstClosed);
        _held.Add((copy, true));
        return (int)copy.DangerousGetHandle();
    }
}
