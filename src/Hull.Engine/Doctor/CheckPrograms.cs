using Hull.Core;
using Hull.Engine.Runtime;

namespace Hull.Engine.Doctor;

/// <summary>The programs that every container needs, as commands would find them: the OCI runtime and conmon; and the init of --init.</summary>
internal static class CheckPrograms
{
    private static readonly Version OldestConmon = new(2, 1);

    public static IEnumerable<Finding> Look(ExaminedHost host)
    {
        yield return Of("runtime", () => Runtime(host));
        yield return Of("conmon", () => Conmon(host));
        var init = Of("init", () => Finding.Good("init", FindPrograms.Init(host.Settings, asked: null)));
        // Without it only --init fails.
        yield return init.State == FindingState.Good ? init : init with { State = FindingState.Warning, Mend = Mends.Install(host, "catatonit") };
    }

    private static Finding Of(string name, Func<Finding> look)
    {
        try
        {
            return look();
        }
        catch (EngineException e)
        {
            return Finding.Bad(name, e.Message, e.Hint);
        }
    }

    private static Finding Runtime(ExaminedHost host)
    {
        var choice = FindRuntime.For(host.Settings, asked: null, crunRefusesCgroups: !host.Cgroups().CanRunCrun);
        var version = host.VersionOf(choice.Path);
        return version.Length > 0
            ? Finding.Good("runtime", $"{version}, {choice.Path}")
            : Finding.Bad("runtime", $"`{choice.Path} --version` says nothing", Mends.Install(host, "--reinstall " + choice.Name, choice.Name));
    }

    private static Finding Conmon(ExaminedHost host)
    {
        var path = FindPrograms.Conmon(host.Settings);
        var said = host.VersionOf(path);
        var version = said.StartsWith("conmon version ", StringComparison.Ordinal) ? CheckKernel.Parse(said["conmon version ".Length..]) : null;
        if (version is null) return Finding.Bad("conmon", $"`{path} --version` does not say that it is conmon", Mends.Install(host, "--reinstall conmon", "conmon"));
        return version < OldestConmon
            ? Finding.Bad("conmon", $"{said}, {path}: older than {OldestConmon}", Mends.Install(host, "conmon") + ", or name a newer one with --conmon")
            : Finding.Good("conmon", $"{said}, {path}");
    }
}
