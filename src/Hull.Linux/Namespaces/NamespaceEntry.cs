using System.Runtime.InteropServices;

namespace Hull.Linux.Namespaces;

/// <summary>Namespaces to enter.</summary>
/// <param name="Handle">A namespace file (/proc/PID/ns/*, a bind mount of one), or the pidfd of the process whose namespaces are meant.</param>
/// <param name="Kinds">For a pidfd: which of the process's namespaces. For a namespace file: its kind.</param>
public readonly record struct NamespaceEntry(SafeHandle Handle, NamespaceKinds Kinds);
