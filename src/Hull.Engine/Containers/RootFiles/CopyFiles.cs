using System.Collections.Concurrent;
using System.Text;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Runtime;
using Hull.Engine.Store;
using Hull.Images.Transports;
using Hull.Linux;
using Hull.Linux.Copying;
using Hull.Linux.Tar;
using Microsoft.Win32.SafeHandles;

namespace Hull.Engine.Containers.RootFiles;

/// <summary>
/// Copies files between containers, the host and archives (`cp`). A container that runs is reached through its first process, without a lease;
/// one that does not is mounted aside, and its lease is held while it is written to, so that no start sees half of it.
/// </summary>
internal sealed class CopyFiles(StorePaths paths, EngineSettings settings, ContainerStore store, OpenRootfs rootfs)
{
    private const int BufferSize = 256 * 1024;

    /// <summary>Copies.</summary>
    /// <param name="request">What and where.</param>
    /// <param name="cancellationToken">Stops between two files.</param>
    /// <returns>What was left out, with the reason.</returns>
    /// <exception cref="EngineException">In Podman's words where it is a matter of names; else what the kernel refused.</exception>
    public IReadOnlyList<string> Run(CopyRequest request, CancellationToken cancellationToken)
    {
        if (request.Source.Archive is { } archive) return FromArchive(archive, request, cancellationToken);
        using var place = request.Target.Archive is null ? OpenTarget(request.Target) : null;
        using var source = OpenSource(request.Source, place);
        using var found = source.TryFind() ?? throw source.NotFound();
        var name = NameOf(source, found);
        if (place is null) return ToArchive(found, name, request, cancellationToken);
        var isDirectory = SafePath.Status(found).Type == FileType.Directory;
        using var target = CopyTarget.Choose(place, isDirectory, name);
        using var entries = target.Open(Options(request, place));
        var owners = request.SetsOwner ? null : OwnersInsideOf(request.Source);
        var read = new ReadTree(entries, new ReadTreeOptions { SkipsUnreadable = settings.Rootless && source.Root is not null, MapOwner = owners }, cancellationToken);
        try
        {
            read.Add(found, target.Name);
        }
        finally
        {
            entries.Finish();
        }
        return [.. read.Skipped, .. entries.Skipped];
    }

    private List<string> ToArchive(SafeFileHandle found, byte[] name, CopyRequest request, CancellationToken cancellationToken)
    {
        var buffered = new BufferedStream(request.Target.Archive!, BufferSize);
        var archive = new ArchiveEntries(buffered);
        var owners = OwnersInsideOf(request.Source);
        var read = new ReadTree(archive, new ReadTreeOptions { SkipsUnreadable = settings.Rootless, MapOwner = owners }, cancellationToken);
        read.Add(found, name);
        archive.Finish();
        buffered.Flush();
        return [.. read.Skipped];
    }

    private List<string> FromArchive(Stream archive, CopyRequest request, CancellationToken cancellationToken)
    {
        using var spooled = Spool(archive, request.Target);
        using var place = OpenTarget(request.Target);
        using var target = CopyTarget.ForArchive(place);
        using var plain = OpenPlain(spooled ?? archive);
        using var entries = target.Open(Options(request, place));
        try
        {
            ReadArchive.Into(new TarReader(plain), entries, cancellationToken);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.Corrupt && IsOfTheBeginning(e.Message))
        {
            throw new EngineException(ErrorKind.InvalidArgument, "source must be a (compressed) tar archive when copying from stdin", inner: e);
        }
        finally
        {
            entries.Finish();
        }
        return [.. entries.Skipped];
    }

    private static Stream OpenPlain(Stream archive)
    {
        try
        {
            return PlainTar.Open(archive, "standard input");
        }
        catch (EngineException e) when (e.Kind == ErrorKind.Unsupported)
        {
            throw new EngineException(e.Kind, $"source must be a (compressed) tar archive when copying from stdin: {e.Message}", e.Hint, e);
        }
    }

    // Where not even the first header can be read it is no archive at all.
    private static bool IsOfTheBeginning(string message) =>
        message.StartsWith("this is not a tar archive", StringComparison.Ordinal) || message.StartsWith("tar, at byte 0:", StringComparison.Ordinal);

    /// <summary>
    /// Keeps what comes for a container that does not run: its lease is held while it is written to, and must not be while somebody else
    /// is waited for.
    /// </summary>
    private FileStream? Spool(Stream archive, CopyEnd target)
    {
        var record = store.Find(target.Container!);
        if (ExitObservation.IsAlive(record.State)) return null;
        var path = Path.Join(paths.Container(record.Config.Id), $"cp-{Guid.NewGuid():n}");
        var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        // Nameless from here on, it goes with this process however that ends.
        File.Delete(path);
        archive.CopyTo(file);
        file.Position = 0;
        return file;
    }

    private CopyPlace OpenSource(CopyEnd end, CopyPlace? target)
    {
        if (end.Container is null) return CopyPlace.OnHost(end.Path);
        var record = store.Find(end.Container);
        // Within one container both ends are seen in one mount, so that a copy into itself shows.
        if (target is { Root: not null } && target.ContainerId == record.Config.Id) return target.Sharing(record.Config, end.Path);
        var opened = OpenRootfs.TryRunning(record.State) ?? rootfs.Stopped(record.Config, CopyPlace.AbsoluteInside(record.Config, end.Path), writable: false);
        return CopyPlace.InContainer(opened, record.Config, end.Path);
    }

    private CopyPlace OpenTarget(CopyEnd end)
    {
        if (end.Container is null) return CopyPlace.OnHost(end.Path);
        var lease = store.Lease(store.Find(end.Container).Config.Id);
        try
        {
            if (OpenRootfs.TryRunning(lease.State) is { } running)
            {
                var config = lease.Config;
                lease.Dispose();
                return CopyPlace.InContainer(running, config, end.Path);
            }
            var stopped = rootfs.Stopped(lease.Config, ContainerPath.Clean(CopyPlace.AbsoluteInside(lease.Config, end.Path)), writable: true);
            return CopyPlace.InContainer(stopped, lease.Config, end.Path, lease);
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <summary>What a source is called where it comes to lie: nothing where its content is meant, or the whole root.</summary>
    private static byte[] NameOf(CopyPlace source, SafeFileHandle found)
    {
        if (source.IsContent && SafePath.Status(found).Type == FileType.Directory) return [];
        if (source.Root is { } root)
        {
            // In a container it is the name of what a link leads to, as with Podman.
            if (IsSame(root, found)) return [];
            var current = DescriptorPath.Current(found).Bytes;
            return current[(current.LastIndexOf((byte)'/') + 1)..].ToArray();
        }
        return Encoding.UTF8.GetBytes(Path.GetFileName(source.Path.TrimEnd('/')));
    }

    private static bool IsSame(SafeFileHandle one, SafeFileHandle other)
    {
        var (first, second) = (SafePath.Status(one), SafePath.Status(other));
        return (first.Inode, first.FileSystem) == (second.Inode, second.FileSystem);
    }

    private PlaceOptions Options(CopyRequest request, CopyPlace place) => new()
    {
        Owner = request.SetsOwner ? OwnerIn(place, request.Target) : null,
        MapOwner = request.SetsOwner || place.Root is null ? null : OwnersOf(request.Target),
        Overwrites = request.Overwrites,
        // A device node of a container on the host would open the host's devices to whoever may read it.
        SkipsDevices = place.Root is null || settings.Rootless,
    };

    private Func<(uint Uid, uint Gid), (uint Uid, uint Gid)>? OwnersInsideOf(CopyEnd source) =>
        source.Container is { } container ? OwnersInside.OfMounted(store.Find(container).Config) : null;

    // An owner that is kept means the same number inside.
    private Func<(uint Uid, uint Gid), (uint Uid, uint Gid)> OwnersOf(CopyEnd target)
    {
        var record = store.Find(target.Container!);
        // Files are filled side by side.
        var known = new ConcurrentDictionary<(uint Uid, uint Gid), (uint Uid, uint Gid)>();
        return owner => known.GetOrAdd(owner, inside => ContainerIds.ToOutside(record, inside.Uid, inside.Gid));
    }

    private (uint Uid, uint Gid) OwnerIn(CopyPlace place, CopyEnd target)
    {
        if (place.Root is null) return (HostKernel.EffectiveUserId, HostKernel.EffectiveGroupId);
        var record = store.Find(target.Container!);
        var user = ResolveUser.In(DescriptorPath.Of(place.Root), record.Config.Spec.User ?? "", [], AccountRequest.Of(record.Config));
        return ContainerIds.ToOutside(record, user.Uid, user.Gid);
    }
}
