using System.Globalization;
using Hull.Linux.Descriptors;
using Hull.Linux.HostFacts;
using Hull.Linux.Namespaces;

namespace Hull.Engine.Containers.RootFiles;

/// <summary>Ids of a container that runs in a user namespace of its own, as this process sees them on its files.</summary>
internal static class ContainerIds
{
    /// <summary>What an id inside is here; the same where the container has this process' user namespace.</summary>
    public static (uint Uid, uint Gid) ToOutside(ContainerRecord record, uint uid, uint gid)
    {
        var state = record.State;
        if (!ExitObservation.IsAlive(state)) return record.Config.IdMaps is { } maps ? (maps.HostUser(uid), maps.HostGroup(gid)) : (uid, gid);
        if (NamespaceFile.TryGetId(state.Pid, NamespaceKinds.User) == NamespaceFile.TryGetId(0, NamespaceKinds.User)) return (uid, gid);
        return (Outside(state.Pid, "uid_map", uid), Outside(state.Pid, "gid_map", gid));
    }

    // The kernel shows the outer side of another's map as the reader's own namespace has it.
    private static uint Outside(int pid, string file, uint id)
    {
        var text = KernelFile.TryReadText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/{file}"));
        return text is null ? id : IdMap.Parse(text).ToOutside(id) ?? id;
    }
}
