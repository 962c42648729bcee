using System.Runtime.ExceptionServices;
using Hull.Linux.Native;

namespace Hull.Linux.Namespaces;

/// <summary>
/// Runs work on a thread of its own that may have other namespaces and another working directory than the rest of the process, and that
/// ends with the work: it never goes back to a pool. The work must stay on its thread (no await), and reads of itself in /proc must go
/// through /proc/thread-self.
/// </summary>
public static class IsolatedThread
{
    /// <summary>Runs work on a thread whose working directory is its own.</summary>
    /// <param name="work">What to do.</param>
    /// <returns>What the work gave.</returns>
    public static T Run<T>(Func<T> work) => Run([], NamespaceKinds.None, work);

    /// <summary>Enters namespaces, then leaves others for new ones, then runs the work.</summary>
    /// <param name="enter">Namespaces to enter, in this order.</param>
    /// <param name="unshare">Kinds to make new ones of.</param>
    /// <param name="work">What to do there.</param>
    /// <returns>What the work gave.</returns>
    /// <exception cref="Hull.Core.EngineException">The kernel refused setns or unshare; whatever the work throws comes through as it is.</exception>
    public static T Run<T>(IReadOnlyList<NamespaceEntry> enter, NamespaceKinds unshare, Func<T> work)
    {
        T result = default!;
        ExceptionDispatchInfo? error = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    Isolate(enter, unshare);
                    result = work();
                }
#pragma warning disable CA1031 // Every exception goes on to the caller's thread.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    error = ExceptionDispatchInfo.Capture(e);
                }
            },
            maxStackSize: 1024 * 1024)
        { IsBackground = true, Name = "hull-isolated" };
        thread.Start();
        thread.Join();
        error?.Throw();
        return result;
    }

    /// <inheritdoc cref="Run{T}(IReadOnlyList{NamespaceEntry}, NamespaceKinds, Func{T})"/>
    public static void Run(IReadOnlyList<NamespaceEntry> enter, NamespaceKinds unshare, Action work)
        => Run(enter, unshare, () =>
        {
            work();
            return true;
        });

    private static void Isolate(IReadOnlyList<NamespaceEntry> enter, NamespaceKinds unshare)
    {
        // Root, working directory and umask of its own: without it chdir would move the whole process, and a mount namespace is refused.
        Libc.Check(Libc.unshare(Libc.CLONE_FS), "unshare", "CLONE_FS");
        foreach (var entry in enter) Libc.Check(Libc.setns(entry.Handle, (int)entry.Kinds), "setns", entry.Kinds.ToString());
        if (unshare != NamespaceKinds.None) Libc.Check(Libc.unshare((int)unshare), "unshare", unshare.ToString());
    }
}
