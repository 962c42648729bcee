using System.Globalization;
using Hull.Core;
using Hull.Linux;
using Hull.Linux.Mounts;

namespace Hull.Engine.Containers.Ids;

/// <summary>
/// An overlay whose layers show the owners that a user namespace wants, without a copy: each layer is mounted with mapped ids (kernel 5.12)
/// for as long as the overlay takes to be made (kernel 5.19), which keeps mounts of its own of them.
/// </summary>
/// <param name="program">The hull executable.</param>
/// <param name="directory">A folder for the mounts; it is made and removed.</param>
internal sealed class MappedOverlay(string program, string directory)
{
    /// <summary>Mounts the overlay.</summary>
    /// <param name="overlay">The layers as they lie on the disk, and an upper folder that holds owners as the host knows them.</param>
    /// <param name="target">An existing folder.</param>
    /// <param name="maps">The ids.</param>
    /// <param name="readOnly">Whether the upper folder is only read, as the topmost of those below.</param>
    /// <exception cref="EngineException">The kernel or the file system cannot map ids; nothing stays mounted.</exception>
    public void Attach(OverlayMount overlay, string target, IdMaps maps, bool readOnly)
    {
        using var users = HeldUserNamespace.Make(program, maps);
        var mapped = new List<string>();
        try
        {
            foreach (var layer in overlay.LowerDirectories)
            {
                var place = Path.Join(directory, mapped.Count.ToString(CultureInfo.InvariantCulture));
                Directory.CreateDirectory(place);
                using var mount = DetachedMount.CloneOf(layer);
                mount.MapIds(users.File);
                mount.Attach(place);
                mapped.Add(place);
            }

            var laid = overlay with { LowerDirectories = mapped };
            MountOverlay.Attach(readOnly ? MountRootfs.ReadOnlyOf(laid) : laid, target);
        }
        finally
        {
            foreach (var place in mapped) Mount.Detach(place);
            DeleteTree.Delete(directory);
        }
    }
}
