using Hull.Core;
using Hull.Engine.Containers;
using Hull.Oci.Runtime;

namespace Hull.Engine.Runtime;

/// <content>Namespaces, and the files of the kernel that are hidden.</content>
internal static partial class OciSpecBuilder
{
    private static List<LinuxNamespace> Namespaces(ContainerSpec spec, StartFacts facts)
    {
        var result = new List<LinuxNamespace>(6);
        Add(result, "pid", spec.PidNamespace, facts);
        Add(result, "network", spec.NetworkNamespace, facts);
        Add(result, "ipc", spec.IpcNamespace, facts);
        Add(result, "uts", spec.UtsNamespace, facts);
        result.Add(new LinuxNamespace { Type = "mount" });
        Add(result, "user", spec.UserNamespace, facts);
        Add(result, "cgroup", spec.CgroupNamespace, facts);
        return result;
    }

    private static void Add(List<LinuxNamespace> result, string type, NamespaceMode mode, StartFacts facts)
    {
        if (mode.Mode == "host") return;
        var path = facts.Namespaces.GetValueOrDefault(type) ?? (mode.Mode == "path" ? mode.Value : null);
        if (path is null && mode.Mode == "container")
            throw new EngineException(ErrorKind.Internal, $"specification: the {type} namespace of container {mode.Value} is not known");
        result.Add(new LinuxNamespace { Type = type, Path = path });
    }

    private static List<string>? MaskedPaths(ContainerSpec spec)
    {
        var paths = new List<string>();
        if (spec.Privileged != true) Masking.AddMasked(paths, spec.Unmask);
        paths.AddRange(spec.Mask ?? []);
        return paths.Count > 0 ? paths : null;
    }

    private static List<string>? ReadonlyPaths(ContainerSpec spec, StartFacts facts)
    {
        if (spec.Privileged == true) return null;
        var paths = new List<string>();
        Masking.AddReadonly(paths, spec.Unmask);
        if (Masking.IsMasked("/sys/fs/cgroup", spec.Unmask)) paths.AddRange(facts.CgroupFolders);
        return paths.Count > 0 ? paths : null;
    }
}
