using Hull.Core;
using Hull.Linux.Native;

namespace Hull.Linux.Seccomp;

/// <summary>
/// Compiles a profile to BPF with libseccomp, call for call as crun does (libcrun's seccomp.c), so that the filter is byte for byte the one
/// that crun would make of the same profile with the same library.
/// </summary>
public static unsafe class CompileSeccomp
{
    private const int MostArguments = 6;

    /// <summary>Compiles.</summary>
    /// <exception cref="EngineException">
    /// Unsupported: libseccomp is not installed. InvalidArgument: an architecture is unknown, or a rule makes no sense.
    /// </exception>
    public static CompiledSeccomp Run(SeccompProfile profile)
    {
        if (SeccompLibrary.TryOpen() is null)
            throw new EngineException(ErrorKind.Unsupported, $"seccomp: {Libseccomp.Library} is not installed", "install the package libseccomp2 (libseccomp)");

        var context = Libseccomp.seccomp_init(profile.DefaultAction.Value);
        if (context == 0) throw new EngineException(ErrorKind.InvalidArgument, $"seccomp: default action {profile.DefaultAction} is not possible");
        try
        {
            foreach (var architecture in profile.Architectures) AddArchitecture(context, architecture);
            List<string> unknown = [];
            foreach (var rule in profile.Rules)
            {
                // The library refuses a rule that says what happens anyway.
                if (rule.Action != profile.DefaultAction) AddRule(context, rule, unknown);
            }

            return new CompiledSeccomp(Export(context), unknown);
        }
        finally
        {
            Libseccomp.seccomp_release(context);
        }
    }

    private static void AddArchitecture(nint context, string name)
    {
        const string prefix = "SCMP_ARCH_";
        var bare = (name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name).ToLowerInvariant();
        var token = Libseccomp.seccomp_arch_resolve_name(bare);
        if (token == 0) throw new EngineException(ErrorKind.InvalidArgument, $"seccomp: unknown architecture {name}");
        var result = Libseccomp.seccomp_arch_add(context, token);
        // The machine's own is there from the start.
        if (result < 0 && result != -Errno.EEXIST) throw Libc.Error(-result, "seccomp_arch_add", name);
    }

    private static void AddRule(nint context, SeccompRule rule, List<string> unknown)
    {
        var count = rule.Comparisons.Count;
        if (count > MostArguments || rule.Comparisons.Any(comparison => comparison.Argument >= MostArguments))
            throw new EngineException(ErrorKind.InvalidArgument, $"seccomp: rule for {string.Join(", ", rule.Names)}: a system call has {MostArguments} arguments");

        var comparisons = stackalloc Libseccomp.ArgumentComparison[MostArguments];
        for (var i = 0; i < count; i++)
        {
            var from = rule.Comparisons[i];
            comparisons[i] = new Libseccomp.ArgumentComparison
            {
                Argument = from.Argument,
                Operator = from.Operator,
                First = from.Value,
                Second = from.SecondValue,
            };
        }

        // Two conditions on one argument are alternatives, as the profiles in use have always been read.
        var areAlternatives = rule.Comparisons.Select(comparison => comparison.Argument).Distinct().Count() < count;
        foreach (var name in rule.Names)
        {
            var number = Libseccomp.seccomp_syscall_resolve_name(name);
            if (number == Libseccomp.UnknownSyscall) unknown.Add(name);
            else if (!areAlternatives) Add(context, rule, name, number, comparisons, count);
            else for (var i = 0; i < count; i++) Add(context, rule, name, number, comparisons + i, 1);
        }
    }

    private static void Add(
        nint context, SeccompRule rule, string name, int number, Libseccomp.ArgumentComparison* comparisons, int count)
    {
        var result = Libseccomp.seccomp_rule_add_array(context, rule.Action.Value, number, (uint)count, count == 0 ? null : comparisons);
        if (result < 0) throw Libc.Error(-result, "seccomp_rule_add", name);
    }

    private static byte[] Export(nint context)
    {
        using var file = Libc.CreateMemoryFile("hull-seccomp");
        var result = Libseccomp.seccomp_export_bpf(context, file);
        if (result < 0) throw Libc.Error(-result, "seccomp_export_bpf", "");
        var program = new byte[RandomAccess.GetLength(file)];
        var length = RandomAccess.Read(file, program, 0);
        return length == program.Length && length > 0 && length % 8 == 0
            ? program
            : throw new EngineException(ErrorKind.Internal, $"seccomp: the exported filter has {length} of {program.Length} bytes");
    }
}
