using Hull.Cli.CommandLine;
using Hull.Cli.Options.Values;

namespace Hull.Cli.Options;

/// <summary>The container's files: binds, volumes, tmpfs, devices, the root file system.</summary>
internal static class StorageOptions
{
    /// <summary>The rows.</summary>
    public static readonly SpecRow[] Rows =
    [
        SpecRow.Of(Flag.Array("volume", 'v', "Bind a directory or file of the host into the container"),
            static (spec, texts) => texts.Aggregate(spec, VolumeText.AddTo)),
        SpecRow.Of(Flag.Array("mount", Flag.NoShort, "Mount a file system into the container"),
            static (spec, texts) => texts.Aggregate(spec, MountText.AddTo)),
        SpecRow.Of(Flag.Array("tmpfs", Flag.NoShort, "Mount a `tmpfs` into the container"),
            static (spec, texts) => texts.Aggregate(spec, TmpfsText.AddTo)),
        SpecRow.Of(Flag.Array("device", Flag.NoShort, "Add a device of the host"),
            static (spec, texts) => spec with { Devices = Array.ConvertAll(texts, DeviceText.Read) }),
        SpecRow.Of(Flag.Bool("read-only", Flag.NoShort, "Make the root file system read-only"),
            static (spec, value) => spec with { ReadOnlyFilesystem = value }),
        SpecRow.Of(Flag.Bool("read-only-tmpfs", Flag.NoShort, "With --read-only, mount tmpfs on /dev, /dev/shm, /run, /tmp and /var/tmp", true),
            static (spec, value) => spec with { ReadWriteTmpfs = value }),
        SpecRow.Of(Flag.Bool("rootfs", Flag.NoShort, "Take the first argument for a directory of the host that is the root file system: `PATH[:O]`"),
            static (spec, value) => value ? RootfsText.AddTo(spec) : spec),
        SpecRow.Of(Flag.Text("shm-size", Flag.NoShort, "Size of /dev/shm: `<number>[<unit>]`, the unit being b, k, m or g", "65536k"),
            static (spec, text) => spec with { ShmSize = SizeText.Read(text, "unable to translate --shm-size") }),
        SpecRow.Of(Flag.Text("ipc", Flag.NoShort, "IPC namespace to use"),
            static (spec, text) => spec with { IpcNamespace = NamespaceText.ReadIpc(text) }),
        SpecRow.Of(Flag.Text("shm-size-systemd", Flag.NoShort, "Size of each tmpfs of systemd inside: `<number>[<unit>]`, the unit being b, k, m or g"),
            static (spec, text) => spec with { ShmSizeSystemd = SizeText.Read(text, "unable to translate --shm-size-systemd") }),
        SpecRow.Of(Refused.Array("storage-opt", "Option of the container's storage", "Hull's overlay takes none")),
        SpecRow.Of(Flag.Array("volumes-from", Flag.NoShort, "Mount the binds and volumes of another container: `CONTAINER[:OPTIONS]`"),
            static (spec, texts) => spec with { VolumesFrom = texts }),
    ];
}
