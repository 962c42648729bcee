using System.Globalization;
using System.Text.Json;
using Hull.Core;
using Hull.Oci.Runtime;

namespace Hull.Engine.Runtime;

/// <summary>Turns a seccomp profile into the filter of one container: keeps the rules that hold for its capabilities, machine and kernel. Pure.</summary>
internal sealed class ResolveProfile
{
    private readonly string _file;
    private readonly HashSet<string> _capabilities;
    private readonly string _architecture;
    private readonly string _kernel;

    private ResolveProfile(string file, IReadOnlyList<string> capabilities, string architecture, string kernel)
    {
        _file = file;
        _capabilities = [.. capabilities];
        _architecture = architecture;
        _kernel = kernel;
    }

    /// <summary>Resolves a profile.</summary>
    /// <param name="file">Its path, for messages.</param>
    /// <param name="utf8">Its content.</param>
    /// <param name="capabilities">The container's bounding set, as CAP_CHOWN.</param>
    /// <param name="architecture">GOARCH: amd64, arm64.</param>
    /// <param name="kernel">The kernel's release: 6.1.0-18-amd64.</param>
    /// <exception cref="EngineException">InvalidArgument: the profile is no JSON, contradicts itself or would filter nothing.</exception>
    public static LinuxSeccomp From(string file, ReadOnlySpan<byte> utf8, IReadOnlyList<string> capabilities, string architecture, string kernel)
    {
        var resolve = new ResolveProfile(file, capabilities, architecture, kernel);
        try
        {
            var document = JsonSerializer.Deserialize(utf8, ProfileJson.Default.ProfileDocument);
            return document is null ? throw resolve.Wrong("it is null") : resolve.Resolve(document);
        }
        catch (JsonException e)
        {
            throw new EngineException(
                ErrorKind.InvalidArgument,
                $"loading seccomp profile ({file}) failed: not valid JSON of a profile, line {(e.LineNumber ?? 0) + 1}{(e.Path is null ? "" : $", at {e.Path}")}",
                inner: e);
        }
    }

    private LinuxSeccomp Resolve(ProfileDocument document)
    {
        // Podman takes a profile without any content as "no filter"; nobody gets no filter without saying so.
        if (string.IsNullOrEmpty(document.DefaultAction)) throw Wrong("it has no defaultAction; use seccomp=unconfined for no filter");
        if (document is { Architectures.Count: > 0, ArchMap.Count: > 0 })
            throw Wrong("'architectures' and 'archMap' were specified in the seccomp profile, use either 'architectures' or 'archMap'");
        var rules = new List<LinuxSyscall>();
        foreach (var rule in document.Syscalls ?? [])
        {
            if (Holds(rule)) rules.Add(Rule(rule));
        }

        return new LinuxSeccomp
        {
            DefaultAction = document.DefaultAction,
            DefaultErrnoRet = Errno(document.DefaultErrno, document.DefaultErrnoRet),
            Architectures = Architectures(document),
            Flags = document.Flags is { Count: > 0 } flags ? flags : null,
            ListenerPath = document.ListenerPath,
            ListenerMetadata = document.ListenerMetadata,
            Syscalls = rules,
        };
    }

    private IReadOnlyList<string>? Architectures(ProfileDocument document)
    {
        if (document.Architectures is { Count: > 0 } given) return given;
        var own = _architecture switch
        {
            "amd64" => "SCMP_ARCH_X86_64",
            "arm64" => "SCMP_ARCH_AARCH64",
            _ => null,
        };
        foreach (var entry in document.ArchMap ?? [])
        {
            if (entry.Architecture == own && own is not null) return [own, .. entry.SubArchitectures ?? []];
        }

        return null;
    }

    private bool Holds(ProfileRule rule)
    {
        if (rule.Excludes is { } excludes)
        {
            if (Contains(excludes.Arches, _architecture)) return false;
            foreach (var capability in excludes.Caps ?? [])
            {
                if (_capabilities.Contains(capability)) return false;
            }

            if (excludes.MinKernel is { Length: > 0 } excluded && IsAtLeast(excluded)) return false;
        }

        if (rule.Includes is not { } includes) return true;
        if (includes.Arches is { Count: > 0 } && !Contains(includes.Arches, _architecture)) return false;
        foreach (var capability in includes.Caps ?? [])
        {
            if (!_capabilities.Contains(capability)) return false;
        }

        return includes.MinKernel is not { Length: > 0 } least || IsAtLeast(least);
    }

    private LinuxSyscall Rule(ProfileRule rule)
    {
        if (!string.IsNullOrEmpty(rule.Name) && rule.Names is { Count: > 0 })
            throw Wrong("'name' and 'names' were specified in the seccomp profile, use either 'name' or 'names'");
        var names = string.IsNullOrEmpty(rule.Name) ? rule.Names : [rule.Name];
        if (names is not { Count: > 0 } || string.IsNullOrEmpty(rule.Action)) throw Wrong("a rule has no names or no action");
        return new LinuxSyscall
        {
            Names = names,
            Action = rule.Action,
            ErrnoRet = Errno(rule.Errno, rule.ErrnoRet),
            Args = rule.Args is { Count: > 0 } args ? Arguments(args) : null,
        };
    }

    private static List<LinuxSeccompArg> Arguments(IReadOnlyList<LinuxSeccompArg> given)
    {
        var result = new List<LinuxSeccompArg>(given.Count);
        foreach (var argument in given) result.Add(argument.ValueTwo == 0 ? argument with { ValueTwo = null } : argument);
        return result;
    }

    private uint? Errno(string? name, uint? number)
    {
        if (string.IsNullOrEmpty(name)) return number;
        if (uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var digits)) return digits;
        return ErrnoNames.NumberOf(name) ?? throw Wrong($"unknown errno {name}");
    }

    // Major and minor count: 4.8 against 6.1.0-18-amd64.
    private bool IsAtLeast(string least)
    {
        if (!TryVersion(least, out var wanted)) throw Wrong($"minKernel \"{least}\" must have the form MAJOR.MINOR");
        return TryVersion(_kernel, out var own) && own >= wanted;
    }

    private static bool TryVersion(string text, out int version)
    {
        version = 0;
        var parts = text.Split('.', '-', '+');
        if (parts.Length < 2) return false;
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)) return false;
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor) || minor > 0xFFFF) return false;
        version = (major << 16) | minor;
        return true;
    }

    private static bool Contains(IReadOnlyList<string>? list, string value)
    {
        foreach (var item in list ?? [])
        {
            if (item == value) return true;
        }

        return false;
    }

    private EngineException Wrong(string reason) => new(ErrorKind.InvalidArgument, $"loading seccomp profile ({_file}) failed: {reason}");
}
