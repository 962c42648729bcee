using Hull.Core;
using Hull.Engine.Configuration;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Doctor;

/// <summary>
/// Looks at everything of the host that containers need: kernel, ids, mounts, cgroups, programs, network, configuration. Needs no store
/// and no user namespace, and leaves nothing but, as every command of an ordinary user does, that user's namespace: an overlay is tried in it.
/// </summary>
public static class ExamineHost
{
    private static readonly HostCheck[] Checks =
    [
        new("caller", CheckCaller.Look),
        new("configuration", CheckConfiguration.Look),
        new("kernel", CheckKernel.Look),
        new("user namespaces", CheckUserNamespaces.Look),
        new("newuidmap", CheckMapPrograms.Look),
        new("subuid", CheckSubordinateIds.Look),
        new("session", CheckSession.Look),
        new("pause process", CheckPauseProcess.Look),
        new("mounts", CheckMounts.Look),
        new("store", CheckStore.Look),
        new("overlay", CheckOverlay.Look),
        new("cgroups", CheckCgroups.Look),
        new("runtime", CheckPrograms.Look),
        new("seccomp", CheckSeccomp.Look),
        new("network", CheckUserNetwork.Look),
        new("bridge", CheckBridge.Look),
    ];

    /// <summary>Looks.</summary>
    /// <param name="options">The options that commands are given; the store need not exist.</param>
    /// <param name="log">Told which files are read, at debug level; null is silent.</param>
    /// <returns>What was found, good and bad, in the order in which things depend on each other.</returns>
    public static IReadOnlyList<Finding> Run(EngineOptions options, ILogger? log = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return Run(ExaminedHost.OfThisProcess(EngineSettings.Load(options, log), failure: null));
        }
        catch (EngineException e)
        {
            return Run(ExaminedHost.OfThisProcess(WithoutFiles(options), e));
        }
    }

    /// <summary>The same of another host.</summary>
    internal static IReadOnlyList<Finding> Run(ExaminedHost host)
    {
        List<Finding> found = [];
        foreach (var check in Checks)
        {
            try
            {
                // One by one: what a check has found before it fails is kept.
                foreach (var finding in check.Look(host)) found.Add(IsSaidAbove(finding, found) ? finding with { Mend = null } : finding);
            }
            catch (EngineException e)
            {
                found.Add(Finding.Bad(check.Name, e.Message, e.Hint));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                found.Add(Finding.Warning(check.Name, $"could not be looked at: {e.Message}"));
            }
        }

        return found;
    }

    // Why the namespace could not be entered, a check of its own has told more exactly.
    private static bool IsSaidAbove(Finding finding, List<Finding> found) =>
        finding.Name == CheckOverlay.NamespaceName && found.Exists(static other => other is { State: FindingState.Bad, Mend: not null });

    // Files that cannot be read must not keep the rest of the host from being looked at.
    private static EngineSettings WithoutFiles(EngineOptions options)
    {
        var host = HostEnvironment.OfThisProcess();
        var data = host.Variable("XDG_DATA_HOME") ?? $"{host.Variable("HOME")}/.local/share";
        return new EngineSettings
        {
            Root = options.Root ?? (host.Rootless ? data + "/hull" : "/var/lib/hull"),
            RunRoot = options.RunRoot ?? (host.Rootless ? host.UserRuntimeDirectory + "/hull" : "/run/hull"),
            TmpDir = "",
            Rootless = host.Rootless,
            Runtime = options.Runtime,
            Conmon = options.Conmon,
            CgroupManager = options.CgroupManager,
        };
    }
}
