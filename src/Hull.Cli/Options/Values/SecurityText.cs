using Hull.Cli.CommandLine.GoSyntax;
using Hull.Core.GoSyntax;
using Hull.Engine.Containers;

namespace Hull.Cli.Options.Values;

/// <summary>--security-opt NAME=VALUE; Docker's old NAME:VALUE is taken too.</summary>
internal static class SecurityText
{
    /// <summary>Puts one value into a spec.</summary>
    /// <param name="spec">The spec so far.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the option is unknown or malformed.</exception>
    public static ContainerSpec AddTo(ContainerSpec spec, string text)
    {
        var (name, value) = Pair.Cut(text, text.Contains('=', StringComparison.Ordinal) ? '=' : ':');
        if (name == "no-new-privileges") return spec with { NoNewPrivileges = ReadSwitch(text, value) };
        if (string.IsNullOrEmpty(value)) throw Wrong.Value($"invalid --security-opt 1: {GoQuote.Text(text)}");
        return name switch
        {
            "apparmor" => spec with { ApparmorProfile = value },
            "label" => spec with { SelinuxOpts = [.. spec.SelinuxOpts ?? [], value] },
            "mask" => spec with { Mask = [.. spec.Mask ?? [], .. value.Split(':')] },
            "unmask" => spec with { Unmask = [.. spec.Unmask ?? [], .. value.Split(':')] },
            "systempaths" when value == "unconfined" => spec with { Unmask = [.. spec.Unmask ?? [], "ALL"] },
            "systempaths" => throw Wrong.Value($"invalid systempaths option {GoQuote.Text(value)}, only `unconfined` is supported"),
            "proc-opts" => spec with { ProcfsOptions = value.Split(',') },
            "seccomp" => spec with { SeccompProfilePath = value == "unconfined" ? value : HostPathText.Read(value, "seccomp") },
            _ => throw Wrong.Value($"invalid --security-opt 2: {GoQuote.Text(text)}"),
        };
    }

    private static bool ReadSwitch(string text, string? value)
    {
        if (value is null) return true;
        return GoNumber.ReadBool(value, out var on) is null ? on : throw Wrong.Value($"invalid --security-opt 2: {GoQuote.Text(text)}");
    }
}
