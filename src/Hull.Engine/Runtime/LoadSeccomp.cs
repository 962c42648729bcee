using System.Text;
using System.Text.Json;
using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Containers;
using Hull.Linux;
using Hull.Oci.Runtime;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hull.Engine.Runtime;

/// <summary>
/// Gets a container's system call filter: from the cache, else read, resolved, compiled and cached. Compiling takes the 14 ms that crun
/// would spend at every start. The rules as JSON are always handed over; the compiled filter goes to a crun that takes it.
/// </summary>
internal sealed class LoadSeccomp
{
    private const int LargestProfile = 4 << 20;

    // Where the distributions keep it. Its identity stands for its version, and with the kernel's release for the API level: to ask the
    // library itself would mean to load it at every start.
    private static readonly string[] LibraryPaths =
    [
        "/usr/lib/x86_64-linux-gnu/libseccomp.so.2", "/usr/lib/aarch64-linux-gnu/libseccomp.so.2", "/usr/lib64/libseccomp.so.2",
        "/usr/lib/libseccomp.so.2", "/lib/x86_64-linux-gnu/libseccomp.so.2", "/lib/aarch64-linux-gnu/libseccomp.so.2",
    ];

    private readonly string _profile;
    private readonly IReadOnlyList<string> _capabilities;
    private readonly OciRuntimeChoice _runtime;
    private readonly HostFacts _host;
    private readonly ILogger _logger;

    private LoadSeccomp(string profile, IReadOnlyList<string> capabilities, OciRuntimeChoice runtime, HostFacts host, ILogger logger)
    {
        _profile = profile;
        _capabilities = capabilities;
        _runtime = runtime;
        _host = host;
        _logger = logger;
    }

    /// <summary>The filter of a container; null only where unconfined was asked (privileged, seccomp=unconfined).</summary>
    /// <param name="config">The container: its profile and capabilities.</param>
    /// <param name="settings">Where the cache lies.</param>
    /// <param name="runtime">Who will load it.</param>
    /// <param name="host">Kernel and architecture.</param>
    /// <param name="logger">Told at debug level whether the cache had it.</param>
    /// <exception cref="EngineException">NotFound or InvalidArgument: the profile is missing or wrong.</exception>
    public static SeccompFilter? For(
        ContainerConfig config, EngineSettings settings, OciRuntimeChoice runtime, HostFacts host, ILogger? logger = null)
    {
        var profile = config.Spec.SeccompProfilePath;
        if (profile == "unconfined") return null;
        if (string.IsNullOrEmpty(profile))
            throw new EngineException(ErrorKind.Internal, $"seccomp filter of container {config.Id}: no profile was decided on");
        logger ??= NullLogger.Instance;
        var load = new LoadSeccomp(profile, config.Capabilities, runtime, host, logger);
        var text = config.ImageSeccomp is { } own ? Encoding.UTF8.GetBytes(own) : load.ReadProfile();
        return load.Run(text, new SeccompCache(settings.Root + "/cache/seccomp", logger));
    }

    private SeccompFilter Run(byte[] profile, SeccompCache cache)
    {
        var key = Key(profile);
        if (cache.Find(key) is { } found)
        {
            RuntimeLog.SeccompFromCache(_logger, _profile);
            return found;
        }

        var made = Make(profile);
        cache.Keep(key, made);
        return made;
    }

    private byte[] ReadProfile()
    {
        try
        {
            return SafePath.ReadHostFile(_profile, LargestProfile);
        }
        catch (EngineException e)
        {
            throw new EngineException(e.Kind, $"opening seccomp profile failed: {e.Message}", "restore the file, or ask for another with --security-opt seccomp=PROFILE", e);
        }
    }

    // Lines of text and then the profile itself: whoever looks into a cache file can see what it was made of.
    private byte[] Key(byte[] profile)
    {
        var text = new StringBuilder();
        text.Append("architecture ").Append(_host.Architecture).Append("\nkernel ").Append(_host.KernelRelease);
        text.Append("\nlibseccomp ").Append(LibraryIdentity()).Append("\nruntime ").Append(Identity(_runtime.Path));
        text.Append("\ncapabilities ").AppendJoin(' ', _capabilities).Append("\nprofile\n");
        return [.. Encoding.UTF8.GetBytes(text.ToString()), .. profile];
    }

    private static string LibraryIdentity()
    {
        foreach (var path in LibraryPaths)
        {
            if (PathStatus.TryRead(path, out _, out _)) return Identity(path);
        }

        return Linux.Seccomp.SeccompLibrary.TryOpen() is { } library ? $"{library.Version} level {library.ApiLevel}" : "none";
    }

    // A file that is replaced or changed gets another inode, size or time; the inode's own time cannot be set back.
    private static string Identity(string path) => PathStatus.TryRead(path, out var status, out _)
        ? $"{path} {status.Device}:{status.Inode} {status.Size} {status.Modified} {status.Changed}"
        : path;

    private SeccompFilter Make(byte[] profile)
    {
        var rules = ResolveProfile.From(_profile, profile, _capabilities, _host.Architecture, _host.KernelRelease);
        var json = new RawJson(JsonSerializer.SerializeToUtf8Bytes(rules, RuntimeWriting.Default.LinuxSeccomp));
        if (CompileRules.Notifies(rules) || !RuntimeProbe.TakesCompiledFilter(_runtime.Path) || Linux.Seccomp.SeccompLibrary.TryOpen() is null)
        {
            RuntimeLog.SeccompByRuntime(_logger, _profile, _runtime.Name);
            return new SeccompFilter { Rules = json };
        }

        var compiled = CompileRules.From(rules);
        RuntimeLog.SeccompCompiled(_logger, _profile, compiled.Bpf.Length / 8);
        foreach (var name in compiled.UnknownSyscalls) RuntimeLog.SeccompUnknownCall(_logger, name);
        return new SeccompFilter { Rules = json, Bpf = Convert.ToBase64String(compiled.Bpf.Span) };
    }
}
