using Hull.Core;
using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Engine.Runtime;

/// <summary>Writes down for the OCI runtime what was decided and what this start adds. Pure; one file a group of options.</summary>
internal static partial class OciSpecBuilder
{
    /// <summary>crun's annotation with a compiled filter, in place of compiling linux.seccomp (crun(1)).</summary>
    public const string BpfAnnotation = "run.oci.seccomp_bpf_data";

    /// <summary>crun's annotation that leaves the caller's supplementary groups in place (crun(1)).</summary>
    public const string KeepGroupsAnnotation = "run.oci.keep_original_groups";

    /// <summary>config.json of one start.</summary>
    /// <param name="config">The container as decided.</param>
    /// <param name="facts">What this start adds.</param>
    /// <exception cref="EngineException">Internal: a namespace is to be joined that the facts do not name.</exception>
    public static RuntimeSpec Build(ContainerConfig config, StartFacts facts)
    {
        var mounts = Mounts(config, facts);
        return new RuntimeSpec
        {
            Process = BuildProcess(config, facts),
            Root = new RuntimeRoot { Path = facts.Rootfs, Readonly = OrNull(config.Spec.ReadOnlyFilesystem) },
            Hostname = config.Spec.Hostname,
            Mounts = mounts,
            Annotations = Annotations(config, facts),
            Linux = new LinuxSpec
            {
                UidMappings = facts.JoinsUsers ? null : Mappings(config.IdMaps?.Users),
                GidMappings = facts.JoinsUsers ? null : Mappings(config.IdMaps?.Groups),
                Sysctl = config.Spec.Sysctl is { Count: > 0 } sysctl ? sysctl : null,
                Resources = config.HasCgroup ? Resources(config) : null,
                CgroupsPath = facts.CgroupsPath,
                Namespaces = Namespaces(config.Spec, facts),
                Devices = Devices(config, facts),
                Seccomp = facts.Seccomp?.Rules,
                RootfsPropagation = RootPropagation(mounts),
                MaskedPaths = MaskedPaths(config.Spec),
                ReadonlyPaths = ReadonlyPaths(config.Spec, facts),
                Personality = config.Spec.Personality,
                IntelRdt = config.Spec.IntelRdt,
            },
        };
    }

    private static IReadOnlyDictionary<string, string> Annotations(ContainerConfig config, StartFacts facts)
    {
        var given = config.Spec.Annotations ?? new Dictionary<string, string>();
        var keepsGroups = config.Spec.Groups?.Contains(ResolveContainer.KeepGroups) == true;
        if (facts.Seccomp?.Bpf is null && !keepsGroups) return given;
        var result = new Dictionary<string, string>(given);
        if (keepsGroups) result[KeepGroupsAnnotation] = "1";
        // Last, and over whatever stood there: this filter is the one that was decided.
        if (facts.Seccomp?.Bpf is { } bpf) result[BpfAnnotation] = bpf;
        return result;
    }

    private static List<LinuxIdMapping>? Mappings(IReadOnlyList<IdRange>? ranges) => ranges is null
        ? null
        : [.. ranges.Select(range => new LinuxIdMapping { ContainerId = range.ContainerId, HostId = range.HostId, Size = range.Size })];

    // What is false is left out, as Podman leaves it out.
    private static bool? OrNull(bool? value) => value == true ? true : null;
}
