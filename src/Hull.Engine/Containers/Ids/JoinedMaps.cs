using System.Globalization;
using Hull.Core;
using Hull.Linux.Descriptors;
using Hull.Linux.HostFacts;
using Hull.Linux.Namespaces;

namespace Hull.Engine.Containers.Ids;

/// <summary>The ids of a user namespace that a file stands for: of the first process found in it, which /proc tells.</summary>
internal static class JoinedMaps
{
    /// <summary>Finds them.</summary>
    /// <param name="path">The namespace's file.</param>
    /// <returns>Null where it is the engine's own namespace.</returns>
    /// <exception cref="EngineException">NotFound: no process is in it. InvalidArgument: it is no user namespace.</exception>
    public static IdMaps? Of(string path)
    {
        using var file = NamespaceFile.Open(path, NamespaceKinds.User);
        var wanted = NamespaceFile.IdOf(file);
        if (NamespaceFile.TryGetId(0, NamespaceKinds.User) is { } own && own.Equals(wanted)) return null;
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) continue;
            if (TryGetId(pid) is not { } id || !id.Equals(wanted)) continue;
            if (KernelFile.TryReadText(directory + "/uid_map") is { Length: > 0 } users && KernelFile.TryReadText(directory + "/gid_map") is { Length: > 0 } groups)
                return new IdMaps { Users = Ranges(users), Groups = Ranges(groups) };
        }

        throw new EngineException(ErrorKind.NotFound, $"user namespace {path}: no process is in it that tells its ids");
    }

    // Outside is as this process sees it: /proc shows a map from the reader's own namespace.
    private static List<IdRange> Ranges(string map) => [.. IdMap.Parse(map).Ranges.Select(range => new IdRange(range.Inside, range.Outside, range.Length))];

    private static NamespaceId? TryGetId(int pid)
    {
        try
        {
            return NamespaceFile.TryGetId(pid, NamespaceKinds.User);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PermissionDenied)
        {
            return null;
        }
    }
}
