using System.Text;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Networks;
using Hull.Engine.Rootless;
using Hull.Linux;
using Hull.Linux.Cgroups;
using Hull.Linux.Descriptors;
using Hull.Linux.HostFacts;
using Hull.Linux.Mounts;
using Hull.Linux.Netlink;
using Hull.Linux.Nftables;
using Hull.Linux.Processes;

namespace Hull.Engine.Doctor;

/// <summary>The host as checks see it: replaceable in tests, by a directory in the place of "/" and by what programs and the kernel say.</summary>
internal sealed record ExaminedHost
{
    /// <summary>The default network's device.</summary>
    public const string Bridge = "hull0";

    private const int LargestFile = 4 * 1024 * 1024;
    private const string UsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>The settings that commands would work with.</summary>
    public required EngineSettings Settings { get; init; }

    /// <summary>Why the settings could not be read; those above are then the built-in ones.</summary>
    public EngineException? SettingsFailure { get; init; }

    /// <summary>The caller's user id outside of any namespace of Hull's.</summary>
    public required uint UserId { get; init; }

    /// <summary>The caller's group id outside.</summary>
    public required uint GroupId { get; init; }

    /// <summary>The caller's name, or number where there is none.</summary>
    public required string UserName { get; init; }

    /// <summary>The user id that the caller's files have for this process.</summary>
    public uint FileOwner { get; init; } = HostKernel.EffectiveUserId;

    /// <summary>Whether an ordinary user's process is in the namespace of the user's containers, so that the host is not seen as it is.</summary>
    public bool IsInside { get; init; }

    /// <summary>Whether the caller is an ordinary user.</summary>
    public bool Rootless => Settings.Rootless;

    /// <summary>Put before every path; empty on a real host.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The kernel's release.</summary>
    public string KernelRelease { get; init; } = HostKernel.Release;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Reads the mounts.</summary>
    public Func<IReadOnlyList<MountEntry>> Mounts { get; init; } = MountTable.Read;

    /// <summary>Reads which cgroup hierarchies there are.</summary>
    public Func<CgroupLayout> Cgroups { get; init; } = CgroupLayout.Read;

    /// <summary>The name of the network file system that a path lies on; null where it lies on a local one.</summary>
    public Func<string, string?> NetworkTypeOf { get; init; } = FileSystemType.NetworkTypeOf;

    /// <summary>Reads the chains of nf_tables.</summary>
    public Func<IReadOnlyList<NftChain>> Chains { get; init; } = static () =>
    {
        using var nft = new NftSocket();
        return nft.Chains();
    };

    /// <summary>Whether a chain has a rule for the bridge already.</summary>
    public Func<NftChain, bool> KnowsBridge { get; init; } = static chain =>
    {
        using var nft = new NftSocket();
        return ForwardPolicy.Mentions(nft, chain, chain.Name, Bridge);
    };

    /// <summary>Reads the networks of others.</summary>
    public Func<IReadOnlyCollection<Ipv4Subnet>> TakenSubnets { get; init; } = static () =>
    {
        using var route = new RouteSocket();
        return Networks.TakenSubnets.Find(route, route.TryFindLink(Bridge)?.Index ?? 0);
    };

    /// <summary>Runs a program to its end.</summary>
    public Func<string, IReadOnlyList<string>, CapturedRun> Run { get; init; } =
        static (program, arguments) => RunAndCapture.Run(new SpawnRequest { Program = program, Arguments = arguments });

    /// <summary>Environment and user as the configuration's files are found by.</summary>
    public HostEnvironment Environments => new() { UserId = UserId, Rootless = Rootless, Variable = Variable, Prefix = Prefix };

    /// <summary>Whether systemd is the host's init: sd_booted(3).</summary>
    public bool HasSystemd => Exists("/run/systemd/system");

    /// <summary>The host that this process runs on.</summary>
    public static ExaminedHost OfThisProcess(EngineSettings settings, EngineException? failure)
    {
        var caller = RootlessCaller.OfThisProcess();
        return new ExaminedHost
        {
            Settings = settings,
            SettingsFailure = failure,
            UserId = caller?.UserId ?? 0,
            GroupId = caller?.GroupId ?? 0,
            UserName = caller is { IsInside: true } ? AccountName.Of(caller.UserId) : Environment.UserName,
            IsInside = caller is { IsInside: true },
        };
    }

    /// <summary>Whether something lies at a path.</summary>
    public bool Exists(string path) => Path.Exists(Prefix + path);

    /// <summary>What lies at a path; null if nothing does.</summary>
    public PathStatus? Status(string path) => PathStatus.TryRead(Prefix + path, out var status, out _) ? status : null;

    /// <summary>A file of /proc or /sys, without its line end; null if it is not there.</summary>
    public string? KernelText(string path) => KernelFile.TryReadText(Prefix + path)?.TrimEnd();

    /// <summary>A configuration file's text; null if it is not there.</summary>
    public string? Text(string path) => File.Exists(Prefix + path) ? Encoding.UTF8.GetString(SafePath.ReadHostFile(Prefix + path, LargestFile)) : null;

    /// <summary>A program on PATH, or where administrators' programs lie, which users often do not have on PATH.</summary>
    public string? Find(string program)
    {
        var folders = $"{Variable("PATH")}:{UsualPath}".Split(':', StringSplitOptions.RemoveEmptyEntries);
        return ExecutableSearch.Find(program, string.Join(':', folders.Select(folder => Prefix + folder)));
    }

    /// <summary>What a program says of its version, its first line; empty if it says nothing.</summary>
    public string VersionOf(string program) => Run(program, ["--version"]) is { Status.IsSuccess: true } run ? run.OutputText.Split('\n')[0].Trim() : "";
}
