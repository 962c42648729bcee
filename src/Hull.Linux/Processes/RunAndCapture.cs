using System.Runtime.InteropServices;
using Hull.Core;
using Hull.Linux.Descriptors;
using Hull.Linux.Native;
using Microsoft.Win32.SafeHandles;

namespace Hull.Linux.Processes;

/// <summary>
/// Runs a program to its end and keeps what it wrote. It ends when the program itself has ended: what it wrote before is complete, but
/// children of it that still hold the pipes are not waited for.
/// </summary>
public static class RunAndCapture
{
    private const int InputSlot = 0;
    private const int OutputSlot = 1;
    private const int ErrorSlot = 2;
    private const int ExitSlot = 3;
    private const int CancelSlot = 4;

    /// <summary>Runs on a thread of the pool; see <see cref="Run"/>.</summary>
    public static Task<CapturedRun> RunAsync(SpawnRequest request, CaptureRequest? capture = null, CancellationToken cancellationToken = default)
        => Task.Run(() => Run(request, capture, cancellationToken), CancellationToken.None);

    /// <summary>Runs on this thread.</summary>
    /// <param name="request">The program; its descriptors 0, 1 and 2 are replaced unless mapped.</param>
    /// <param name="capture">Input and limits; null means no input and the usual limits.</param>
    /// <param name="cancellationToken">Kills the program (SIGKILL), reaps it and throws.</param>
    /// <returns>How it ended, whatever its exit code, and what it wrote.</returns>
    /// <exception cref="EngineException">It could not be started.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static CapturedRun Run(SpawnRequest request, CaptureRequest? capture = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        capture ??= new CaptureRequest();
        using var input = capture.Input.IsEmpty ? null : Pipe.Create();
        using var output = Pipe.Create();
        using var error = Pipe.Create();
        var map = new Dictionary<int, SafeHandle> { [1] = output.Writer, [2] = error.Writer };
        if (input is not null) map[0] = input.Reader;
        foreach (var (target, handle) in request.Descriptors) map[target] = handle;

        using var child = Spawn.Start(request with { Descriptors = map });
        input?.Reader.Dispose();
        output.Writer.Dispose();
        error.Writer.Dispose();
        using var cancel = cancellationToken.CanBeCanceled ? Libc.CreateEventFd() : null;
        using var registration = cancellationToken.UnsafeRegister(_ => Libc.Write(cancel!, BitConverter.GetBytes(1L)), null);

        var standardOutput = Open(output.Reader, capture.OutputLimit);
        var standardError = Open(error.Reader, capture.ErrorLimit);
        try
        {
            Transfer(child, input?.Writer, capture.Input, standardOutput, standardError, [output.Reader, error.Reader], cancel);
        }
        catch
        {
            child.Kill(Signal.Kill);
            child.WaitForExit();
            throw;
        }

        return Finish(child, standardOutput, standardError, cancellationToken);
    }

    private static CapturedRun Finish(ChildProcess child, CaptureBuffer output, CaptureBuffer error, CancellationToken cancellationToken)
    {
        var status = child.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        output.Drain();
        error.Drain();
        return new CapturedRun
        {
            Status = status,
            Output = output.Bytes,
            Error = error.Bytes,
            IsTruncated = output.IsTruncated || error.IsTruncated,
        };
    }

    private static CaptureBuffer Open(SafeFileHandle reader, int limit)
    {
        Libc.SetNonBlocking(reader);
        return new CaptureBuffer(reader, limit);
    }

    /// <summary>Moves bytes until the child has ended; kills it when cancelled.</summary>
    private static void Transfer(
        ChildProcess child, SafeFileHandle? inputPipe, ReadOnlyMemory<byte> input, CaptureBuffer output, CaptureBuffer error,
        SafeFileHandle[] readers, SafeFileHandle? cancel)
    {
        if (inputPipe is not null) Libc.SetNonBlocking(inputPipe);
        // poll(2) passes over negative descriptors, so a slot is put out by −1. All handles outlive this call in Run's using.
        Span<Libc.PollFd> slots = stackalloc Libc.PollFd[5];
        slots[InputSlot] = Slot(inputPipe, Libc.POLLOUT);
        slots[OutputSlot] = Slot(readers[0], Libc.POLLIN);
        slots[ErrorSlot] = Slot(readers[1], Libc.POLLIN);
        slots[ExitSlot] = Slot(child.Handle, Libc.POLLIN);
        slots[CancelSlot] = Slot(cancel, Libc.POLLIN);
        while (true)
        {
            Libc.Poll(slots, Timeout.Infinite);
            if (slots[CancelSlot].Returned != 0) child.Kill(Signal.Kill);
            if (slots[CancelSlot].Returned != 0 || slots[ExitSlot].Returned != 0) return;
            if (slots[InputSlot].Returned != 0 && !Feed(inputPipe!, ref input))
            {
                slots[InputSlot].Descriptor = -1;
                inputPipe!.Dispose();
            }

            if (slots[OutputSlot].Returned != 0) output.Drain();
            if (slots[ErrorSlot].Returned != 0) error.Drain();
            if (output.IsAtEnd) slots[OutputSlot].Descriptor = -1;
            if (error.IsAtEnd) slots[ErrorSlot].Descriptor = -1;
        }
    }

    private static Libc.PollFd Slot(SafeFileHandle? handle, short events)
        => new() { Descriptor = handle is null ? -1 : (int)handle.DangerousGetHandle(), Events = events };

    /// <summary>Writes what fits; false when all is written or the child has closed its end.</summary>
    private static bool Feed(SafeFileHandle pipe, ref ReadOnlyMemory<byte> input)
    {
        try
        {
            var count = Libc.Write(pipe, input.Span, "a child's input");
            if (count > 0) input = input[count..];
            return !input.IsEmpty;
        }
        catch (EngineException e) when (e.InnerException is LinuxException { ErrorNumber: Errno.EPIPE })
        {
            return false;
        }
    }
}
