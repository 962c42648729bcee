using Hull.Linux.Seccomp;
using Hull.Oci.Runtime;

namespace Hull.Engine.Runtime;

/// <summary>Compiles the rules written for the runtime into the very filter that crun would make of them.</summary>
internal static class CompileRules
{
    /// <summary>Compiles.</summary>
    /// <param name="rules">linux.seccomp.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: an action, operator or architecture is unknown.</exception>
    public static CompiledSeccomp From(LinuxSeccomp rules)
    {
        var compiled = new List<SeccompRule>();
        foreach (var rule in rules.Syscalls ?? [])
        {
            compiled.Add(new SeccompRule
            {
                Names = rule.Names,
                Action = SeccompAction.Parse(rule.Action, rule.ErrnoRet),
                Comparisons = Comparisons(rule.Args),
            });
        }

        return CompileSeccomp.Run(new SeccompProfile
        {
            DefaultAction = SeccompAction.Parse(rules.DefaultAction, rules.DefaultErrnoRet),
            Architectures = rules.Architectures ?? [],
            Rules = compiled,
        });
    }

    /// <summary>Whether calls are to be decided by another program: then the runtime makes the filter itself, it must get the listener.</summary>
    public static bool Notifies(LinuxSeccomp rules)
    {
        const string notify = "SCMP_ACT_NOTIFY";
        if (rules.ListenerPath is not null || rules.DefaultAction == notify) return true;
        foreach (var rule in rules.Syscalls ?? [])
        {
            if (rule.Action == notify) return true;
        }

        return false;
    }

    private static List<SeccompComparison> Comparisons(IReadOnlyList<LinuxSeccompArg>? arguments)
    {
        var result = new List<SeccompComparison>();
        foreach (var argument in arguments ?? [])
            result.Add(new SeccompComparison(argument.Index, SeccompComparison.ParseOperator(argument.Op), argument.Value, argument.ValueTwo ?? 0));
        return result;
    }
}
