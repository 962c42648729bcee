using System.Text.Json;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Events;
using Hull.Engine.Health;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Oci;
using Hull.Oci.Runtime;

namespace Hull.Engine.Containers;

/// <summary>
/// Changes what was decided on a container: limits, at once where it runs, restart policy, health checks, variables and ulimits, which hold from
/// the next start.
/// </summary>
internal sealed class UpdateContainer(
    StorePaths paths, EngineSettings settings, ContainerStore store, RuntimeSelection runtimes, HealthClock clock, EventWriter events, TimeProvider time)
{
    /// <summary>Changes it.</summary>
    /// <param name="id">The full id.</param>
    /// <param name="change">Makes of what holds what is asked.</param>
    /// <returns>The container as it is now.</returns>
    /// <exception cref="EngineException">InvalidArgument, Unsupported: what is asked cannot be; then nothing has changed.</exception>
    public ContainerRecord Run(string id, Func<ContainerSpec, ContainerSpec> change)
    {
        using var lease = store.Lease(id);
        if (lease.State.Status == ContainerStatus.Removing)
            throw new EngineException(ErrorKind.InvalidState, $"container {id} is being removed, and cannot be updated: container state improper");
        var before = lease.Config;
        var after = ResolveContainer.Revise(Request(before, change(before.Spec)), before);
        var lives = lease.State.Status is ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Created && ExitObservation.IsAlive(lease.State);
        if (lives && !ReferenceEquals(after.Spec.ResourceLimits, before.Spec.ResourceLimits)) Limit(after, before, lease.State);
        lease.Reconfigure(after);
        if (lives && lease.State.Status != ContainerStatus.Created && ChangesHealth(before.Spec, after.Spec)) ResetClock(lease);
        events.Container(EventStatus.Update, after);
        return new ContainerRecord(lease.Config, lease.State);
    }

    private ResolveRequest Request(ContainerConfig config, ContainerSpec asked) => new()
    {
        Spec = asked,
        Image = new ContainerImage { Id = config.ImageId, Name = config.ImageName, Layers = config.Layers, Defaults = new ContainerDefaults() },
        Settings = settings,
        Host = runtimes.HostFor(asked),
        Paths = HostPaths.Of(asked, settings),
        Runtime = runtimes.Choose(config.Runtime),
        CgroupManager = config.CgroupManager,
        Id = config.Id,
        GeneratedName = config.Name,
        Created = config.Created,
        ContainerDirectory = paths.Container(config.Id),
    };

    // All limits, changed or not: a runtime takes one that is left out for one that is lifted.
    private void Limit(ContainerConfig config, ContainerConfig before, ContainerState state)
    {
        var runtime = runtimes.Of(config);
        var limits = config.Spec.ResourceLimits ?? new LinuxResources();
        if (runtime.Name == "runc" && LimitsByDevice(limits) != LimitsByDevice(before.Spec.ResourceLimits ?? new LinuxResources()))
        {
            throw new EngineException(
                ErrorKind.Unsupported, $"updating container {config.Name}: runc changes no limits by device of a container that runs",
                "stop it first, or make it with --runtime crun");
        }
        // Without a limit crun writes -1 to pids.max of cgroup v1, which the kernel refuses.
        if (limits.Pids is { Limit: < 0 } && before.Spec.ResourceLimits?.Pids is null or { Limit: < 0 }) limits = limits with { Pids = null };
        try
        {
            runtime.Update(config.Id, JsonSerializer.SerializeToUtf8Bytes(limits with { Devices = null }, RuntimeWriting.Default.LinuxResources));
        }
        catch (EngineException failure) when (ExitObservation.Explains(failure, state))
        {
            // It ends, and its cgroup with it; the limits are those of its next start.
        }
    }

    private static string LimitsByDevice(LinuxResources limits) => JsonSerializer.Serialize(
        new LinuxResources { BlockIo = limits.BlockIo is { } io ? io with { Weight = null } : null }, RuntimeWriting.Default.LinuxResources);

    private static bool ChangesHealth(ContainerSpec before, ContainerSpec after) =>
        Text(before) != Text(after);

    private static string Text(ContainerSpec spec) => JsonSerializer.Serialize(
        new ContainerSpec { HealthConfig = spec.HealthConfig, StartupHealthConfig = spec.StartupHealthConfig }, SpecWriting.Default.ContainerSpec);

    // A new interval counts from now on; the checks of the start begin anew only where there were none.
    private void ResetClock(ContainerLease lease)
    {
        clock.End(lease.State.Health);
        if (lease.Config.Spec.HealthConfig is not { IsOn: true })
        {
            lease.Save(lease.State with { Health = null });
            return;
        }
        var health = clock.Ensure(lease, (lease.State.Health ?? new HealthState()).WithoutClock(), time.GetUtcNow());
        lease.Save(lease.State with { Health = health });
    }
}
