using System.Globalization;
using System.Text;
using Hull.Core;
using Hull.Images;
using Hull.Linux;
using Hull.Linux.FileLocks;
using Hull.Linux.Files;
using Hull.Linux.Processes;
using Microsoft.Extensions.Logging;

namespace Hull.Engine.Containers.Ids;

/// <summary>
/// Copies of layers with the owners that a user namespace wants, for where neither the kernel nor fuse-overlayfs maps ids: one a layer and
/// mapping, kept in the cache, made under a lock and renamed into place. Copies of layers that are gone go when the next is made.
/// </summary>
internal sealed class ShiftLayers(string cache, string lockFile, ILogger log)
{
    /// <summary>The trees of layers with other owners.</summary>
    /// <param name="layers">The layers, the lowest first.</param>
    /// <param name="maps">The ids.</param>
    /// <returns>The copies, in the same order.</returns>
    /// <exception cref="EngineException">ResourceExhausted: the disk is full.</exception>
    public IReadOnlyList<string> Of(IReadOnlyList<LayerPath> layers, IdMaps maps)
    {
        var folder = Path.Join(cache, NameOf(maps));
        string Place(LayerPath layer) => Path.Join(folder, layer.Key);
        if (layers.All(layer => Directory.Exists(Place(layer)))) return [.. layers.Select(Place)];
        using var held = FileLock.Acquire(lockFile);
        Directory.CreateDirectory(folder);
        var missing = layers.Where(layer => !Directory.Exists(Place(layer))).ToList();
        if (missing.Count > 0)
        {
            ForgetRemoved(Path.GetDirectoryName(layers[0].Tree)!);
            log.Warn($"copying {missing.Count} layer{(missing.Count == 1 ? "" : "s")} with other owners, once for this image and mapping: neither the kernel nor fuse-overlayfs maps ids here");
        }

        foreach (var layer in missing) Copy(layer.Tree, Place(layer), maps);
        return [.. layers.Select(Place)];
    }

    private void ForgetRemoved(string trees)
    {
        foreach (var mapping in Directory.EnumerateDirectories(cache))
        {
            foreach (var copy in Directory.EnumerateDirectories(mapping))
                if (!Directory.Exists(Path.Join(trees, Path.GetFileName(copy)))) DeleteTree.Delete(copy);
        }
    }

    private static void Copy(string tree, string place, IdMaps maps)
    {
        var staging = place + ".new";
        DeleteTree.Delete(staging);
        var copy = RunAndCapture.Run(new SpawnRequest { Program = "cp", Arguments = ["--archive", "--reflink=auto", "--no-target-directory", tree, staging] });
        if (!copy.Status.IsSuccess) throw new EngineException(ErrorKind.ResourceExhausted, $"copying layer {tree}: {copy.ErrorText}", "check the disk's space");
        ShiftOwners.Of(staging, maps.HostUser, maps.HostGroup);
        Directory.Move(staging, place);
    }

    // Short, and the same for the same ranges.
    private static string NameOf(IdMaps maps)
    {
        var text = $"{string.Join(',', maps.Users)} {string.Join(',', maps.Groups)}";
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(text)) hash = unchecked((hash ^ value) * 1099511628211UL);
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
