namespace Hull.Linux.Namespaces;

/// <summary>The kinds of namespace, with the values of clone(2)'s flags.</summary>
[Flags]
public enum NamespaceKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>CLONE_NEWTIME: boot and monotonic clocks. Takes effect in children only.</summary>
    Time = 0x80,

    /// <summary>CLONE_NEWNS: mounts.</summary>
    Mount = 0x20000,

    /// <summary>CLONE_NEWCGROUP: the root of cgroup paths.</summary>
    Cgroup = 0x2000000,

    /// <summary>CLONE_NEWUTS: host and domain name.</summary>
    Uts = 0x4000000,

    /// <summary>CLONE_NEWIPC: System V IPC and POSIX message queues.</summary>
    Ipc = 0x8000000,

    /// <summary>CLONE_NEWUSER: users. A process with threads, as every .NET process is, can neither enter nor make one.</summary>
    User = 0x10000000,

    /// <summary>CLONE_NEWPID: process numbers. Takes effect in children only.</summary>
    Pid = 0x20000000,

    /// <summary>CLONE_NEWNET: network devices, addresses, routes, ports.</summary>
    Network = 0x40000000,
}
