using System.Globalization;
using System.Text;
using Hull.Core;
using Hull.Linux;
using Hull.Linux.Descriptors;
using Hull.Linux.Namespaces;
using Hull.Linux.Processes;
using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Containers.Ids;

/// <summary>
/// A user namespace with some ids, for as long as a mount needs one to learn them from: held by a process of hull's own that
/// native/rootless.c keeps from becoming more than that.
/// </summary>
internal sealed class HeldUserNamespace : IDisposable
{
    private const string Name = "hull-pause";
    private const int Told = 3;
    private const int Mapped = 4;
    private readonly ChildProcess _process;

    private HeldUserNamespace(ChildProcess process, SafeFileHandle file)
    {
        _process = process;
        File = file;
    }

    /// <summary>The namespace's file.</summary>
    public SafeFileHandle File { get; }

    /// <summary>Makes one.</summary>
    /// <param name="program">The hull executable.</param>
    /// <param name="maps">The ids.</param>
    /// <exception cref="EngineException">The kernel refuses the namespace or its ids; nothing is left behind.</exception>
    public static HeldUserNamespace Make(string program, IdMaps maps)
    {
        using var told = Pipe.Create();
        using var mapped = Pipe.Create();
        var process = Spawn.Start(new SpawnRequest
        {
            Program = program,
            ArgumentZero = Name,
            NewSession = true,
            Descriptors = new Dictionary<int, System.Runtime.InteropServices.SafeHandle> { [Told] = told.Writer, [Mapped] = mapped.Reader },
        });
        try
        {
            told.Writer.Dispose();
            mapped.Reader.Dispose();
            Span<byte> answer = stackalloc byte[1];
            if (DescriptorText.Read(told.Reader, answer) != 1 || answer[0] != 0)
                throw new EngineException(ErrorKind.Unsupported, $"making a user namespace: {HostKernel.Reason(answer[0])}", "`hull doctor` looks for the cause");
            Write(process.Pid, "uid_map", maps.Users);
            Write(process.Pid, "gid_map", maps.Groups);
            var file = NamespaceFile.TryOpen(process.Pid, NamespaceKinds.User)
                ?? throw new EngineException(ErrorKind.Internal, $"{Name}: ended as soon as it had its namespace");
            return new HeldUserNamespace(process, file);
        }
        catch
        {
            End(process);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Dispose();
        End(_process);
    }

    // One write with all lines, as the kernel wants it (user_namespaces(7)).
    private static void Write(int pid, string file, IReadOnlyList<IdRange> ranges)
    {
        var text = new StringBuilder();
        foreach (var range in ranges) text.Append(CultureInfo.InvariantCulture, $"{range.ContainerId} {range.HostId} {range.Size}\n");
        KernelFile.WriteText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/{file}"), text.ToString());
    }

    private static void End(ChildProcess process)
    {
        process.Kill(Signal.Kill);
        process.WaitForExit();
        process.Dispose();
    }
}
