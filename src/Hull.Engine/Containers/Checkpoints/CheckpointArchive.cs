using System.Text.Json;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Networks;
using Hull.Engine.Store;
using Hull.Images;
using Hull.Images.Layers;
using Hull.Linux;

namespace Hull.Engine.Containers.Checkpoints;

/// <summary>
/// A checkpoint as one file, for another host or another name.
/// <code>
///   config.dump        the container as it was decided, and its networks: JSON
///   checkpoint/        CRIU's images; pre-checkpoint/ where they build on it
///   rootfs-diff.tar    the writable layer, as a layer
///   volumes/NAME.tar   anonymous volumes
/// </code>
/// </summary>
internal sealed class CheckpointArchive(StorePaths paths, EngineSettings settings)
{
    private const string Dump = "config.dump";
    private const string Rootfs = "rootfs-diff.tar";
    private const string Volumes = "volumes";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Writes an archive of a container that has just been checkpointed; its mounts may still be there.</summary>
    public void Write(ContainerConfig config, IReadOnlyList<NetworkAttachment> networks, CheckpointOptions options, string archive)
    {
        var at = new CheckpointPaths(paths, config.Id);
        var images = options.PreCheckpoint ? at.PreviousImages : at.Images;
        DeleteTree.Delete(at.Export);
        Directory.CreateDirectory(at.Export, OwnerOnly);
        var moved = Path.Join(at.Export, Path.GetFileName(images));
        try
        {
            var dump = new CheckpointDump { Config = config, Networks = networks, HasPrevious = options.WithPrevious };
            File.WriteAllBytes(Path.Join(at.Export, Dump), JsonSerializer.SerializeToUtf8Bytes(dump, SpecJson.Default.CheckpointDump));
            if (!options.IgnoreRootfs && !options.PreCheckpoint) WriteTar(Path.Join(at.Export, Rootfs), file => LayerWriter.WriteLayer(paths.Upper(config.Id), file, CancellationToken.None));
            if (!options.IgnoreVolumes && !options.PreCheckpoint) WriteVolumes(config, Path.Join(at.Export, Volumes));
            Directory.Move(images, moved);
            WriteTar(archive, file =>
            {
                using var compressed = ArchiveStreams.Write(file, options.Compression);
                LayerWriter.WriteTree(at.Export, compressed, CancellationToken.None);
            });
        }
        finally
        {
            if (Directory.Exists(moved)) Directory.Move(moved, images);
            DeleteTree.Delete(at.Export);
        }
    }

    /// <summary>Unpacks an archive into a directory that is there and empty.</summary>
    public CheckpointDump Unpack(string archive, string directory)
    {
        try
        {
            using var file = new FileStream(archive, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            using var plain = ArchiveStreams.Read(file, $"checkpoint {archive}");
            LayerUnpacker.Unpack(plain, directory, Options(), CancellationToken.None);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EngineException(ErrorKind.NotFound, $"opening checkpoint archive {archive}: no such file or directory", inner: failure);
        }
        var dump = Path.Join(directory, Dump);
        if (!File.Exists(dump)) throw new EngineException(ErrorKind.InvalidArgument, $"checkpoint archive {archive}: holds no {Dump}", "give an archive that `hull container checkpoint --export` wrote");
        try
        {
            return JsonSerializer.Deserialize(SafePath.ReadHostFile(dump, 64 * 1024 * 1024), SpecJson.Default.CheckpointDump)!;
        }
        catch (JsonException failure)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"checkpoint archive {archive}: its {Dump} is not Hull's: {failure.Message}", "an archive of Podman's is for Podman to restore", failure);
        }
    }

    /// <summary>Fills a new container's directories from an unpacked archive.</summary>
    /// <param name="directory">The unpacked archive.</param>
    /// <param name="config">The new container; its directories are there.</param>
    /// <param name="options">What is left out.</param>
    public void Fill(string directory, ContainerConfig config, RestoreOptions options)
    {
        var at = new CheckpointPaths(paths, config.Id);
        var rootfs = Path.Join(directory, Rootfs);
        if (!options.IgnoreRootfs && File.Exists(rootfs)) UnpackTar(rootfs, paths.Upper(config.Id));
        foreach (var name in VolumesOf(config))
        {
            var volume = Path.Join(directory, Volumes, name + ".tar");
            if (options.IgnoreVolumes || !File.Exists(volume)) continue;
            var data = paths.VolumeData(name);
            if (Directory.EnumerateFileSystemEntries(data).Any())
                throw new EngineException(ErrorKind.Conflict, $"volume with name {name} already exists. Use --ignore-volumes to not restore content of volumes");
            UnpackTar(volume, data);
        }
        foreach (var images in (string[])[at.Images, at.PreviousImages])
        {
            var from = Path.Join(directory, Path.GetFileName(images));
            if (Directory.Exists(from)) Directory.Move(from, images);
        }
        if (!Directory.Exists(at.Images)) throw new EngineException(ErrorKind.InvalidArgument, "restoring from an archive: it holds no checkpoint", "a pre-checkpoint is given with --import-previous, beside --import");
    }

    private void WriteVolumes(ContainerConfig config, string directory)
    {
        var names = VolumesOf(config);
        if (names.Count == 0) return;
        Directory.CreateDirectory(directory, OwnerOnly);
        foreach (var name in names)
            WriteTar(Path.Join(directory, name + ".tar"), file => LayerWriter.WriteTree(paths.VolumeData(name), file, CancellationToken.None));
    }

    private static List<string> VolumesOf(ContainerConfig config) => [.. (config.Spec.Volumes ?? []).Select(static volume => volume.Name!).Distinct()];

    private static void WriteTar(string path, Action<Stream> write)
    {
        try
        {
            using var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            write(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"writing {path}: {failure.Message}", inner: failure);
        }
    }

    private void UnpackTar(string path, string directory)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        LayerUnpacker.Unpack(file, directory, Options(), CancellationToken.None);
    }

    private UnpackOptions Options() => new() { UserXattr = settings.Rootless, SkipDevices = settings.Rootless };
}
