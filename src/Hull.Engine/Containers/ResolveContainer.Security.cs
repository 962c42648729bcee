using Hull.Core;

namespace Hull.Engine.Containers;

/// <content>Capabilities, filters, labels, the user.</content>
internal sealed partial class ResolveContainer
{
    private const string Unconfined = "unconfined";
    private const string SeccompLabel = "io.containers.seccomp.profile";

    /// <summary>What stands in the place of a profile's path where the image brings the profile.</summary>
    public const string ImageProfile = "image";

    private sealed record Security
    {
        public required bool Privileged { get; init; }
        public required string User { get; init; }
        public required IReadOnlyList<string> Capabilities { get; init; }
        public required IReadOnlyList<string> UserCapabilities { get; init; }
        public required string SeccompProfile { get; init; }
        public string? ImageSeccomp { get; init; }
        public string? ApparmorProfile { get; init; }
    }

    private Security DecideSecurity(Namespaces namespaces)
    {
        var settings = _request.Settings.Containers;
        var privileged = _spec.Privileged ?? settings.Privileged;
        var add = _spec.CapAdd ?? [];
        var drop = _spec.CapDrop ?? [];
        _conflicts.Try(() => DecideLabels(namespaces, privileged));
        _conflicts.Try(CheckMasks);
        var image = _conflicts.Try(DecideImageSeccomp, null);
        return new Security
        {
            Privileged = privileged,
            User = _spec.User ?? namespaces.User.User ?? _request.Image.Defaults.User ?? "",
            Capabilities = privileged
                ? _host.BoundingSet
                : _conflicts.Try(() => Containers.Capabilities.Merge(settings.DefaultCapabilities, add, drop, _host.BoundingSet), []),
            UserCapabilities = _conflicts.Try(() => Containers.Capabilities.Merge([], add, [], _host.BoundingSet), []),
            SeccompProfile = image is null ? _conflicts.Try(() => DecideSeccomp(privileged), Unconfined) : ImageProfile,
            ImageSeccomp = image,
            ApparmorProfile = _conflicts.Try(() => DecideApparmor(privileged), null),
        };
    }

    private void CheckMasks()
    {
        foreach (var path in _spec.Mask ?? [])
        {
            if (path.Length == 0 || path[0] != '/') throw Invalid($"masked path \"{path}\" must be an absolute path");
        }
    }

    // The image's author knows what the program needs; the caller has to ask for it (--seccomp-policy image), and what the caller says of
    // the filter comes first.
    private string? DecideImageSeccomp()
    {
        switch (_spec.SeccompPolicy)
        {
            case null or "" or "default":
                return null;
            case "image":
                if (!string.IsNullOrEmpty(_spec.SeccompProfilePath)) return null;
                return _request.Image.Defaults.Labels?.GetValueOrDefault(SeccompLabel) is { Length: > 0 } profile ? profile : null;
            default:
                throw Invalid($"invalid seccomp policy \"{_spec.SeccompPolicy}\": valid policies are default, image");
        }
    }

    private string DecideSeccomp(bool privileged)
    {
        var configured = _request.Settings.Containers.SeccompProfile;
        var asked = string.IsNullOrEmpty(_spec.SeccompProfilePath) ? null : _spec.SeccompProfilePath;
        var profile = asked ?? (configured.Length > 0 ? configured : null);
        if (profile == Unconfined) return Unconfined;
        // Privileged lifts the default filter, but not one that somebody chose.
        if (privileged && profile is (null or HostPaths.SeccompOverride or HostPaths.SeccompDefault)) return Unconfined;
        return profile is null ? DefaultSeccomp() : Existing(profile);
    }

    private string Existing(string profile)
    {
        var host = Path(profile);
        return host.Kind == HostPathKind.File
            ? host.FullPath
            : throw new EngineException(
                ErrorKind.NotFound,
                $"opening seccomp profile failed: open {profile}: {(host.Kind == HostPathKind.Missing ? host.Error : "not a regular file")}");
    }

    private string DefaultSeccomp()
    {
        if (Path(HostPaths.SeccompOverride).Kind != HostPathKind.Missing) return Existing(HostPaths.SeccompOverride);
        if (Path(HostPaths.SeccompDefault).Kind != HostPathKind.Missing) return Existing(HostPaths.SeccompDefault);
        throw new EngineException(
            ErrorKind.NotFound,
            $"no seccomp profile: neither {HostPaths.SeccompOverride} nor {HostPaths.SeccompDefault} exists",
            "install containers-common (Debian: golang-github-containers-common), or ask for --security-opt seccomp=unconfined");
    }

    /// <summary>The group that stands for all supplementary groups of the caller.</summary>
    public const string KeepGroups = "keep-groups";

    // The groups of a user have no numbers inside; only who never calls setgroups(2) has them still, and crun can be told not to.
    private void CheckGroups()
    {
        if (_spec.Groups?.Contains(KeepGroups) != true) return;
        if (_spec.Groups.Count > 1) throw Invalid("the '--group-add keep-groups' option is not allowed with any other --group-add options");
        if (_request.Runtime.Name is not ("crun" or "krun"))
            throw new EngineException(ErrorKind.Unsupported, $"--group-add keep-groups: runtime {_request.Runtime.Name} cannot keep the caller's groups", "use --runtime crun");
    }

    private string? DecideApparmor(bool privileged)
    {
        var asked = string.IsNullOrEmpty(_spec.ApparmorProfile) ? null : _spec.ApparmorProfile;
        if (!_host.Apparmor)
        {
            if (asked is not null and not Unconfined)
                throw new EngineException(ErrorKind.Unsupported, $"apparmor profile \"{asked}\" specified, but Apparmor is not enabled on this system");
            return null;
        }

        if (asked is not null || privileged) return asked;
        var configured = _request.Settings.Containers.ApparmorProfile;
        return configured.Length > 0 ? configured : null;
    }

    private void DecideLabels(Namespaces namespaces, bool privileged)
    {
        var asked = _spec.SelinuxOpts is { Count: > 0 };
        var disabled = privileged || !_request.Settings.Containers.Label || namespaces.Pid.Mode == "host" || namespaces.Ipc.Mode == "host";
        foreach (var option in _spec.SelinuxOpts ?? [])
        {
            if (option == "disable") disabled = true;
            else if (!IsLabelOption(option)) throw Invalid($"invalid label option \"{option}\": must be disable, user:…, role:…, type:…, level:…, filetype:… or nested");
        }

        if (!_host.Selinux && asked && !disabled)
            _warnings.Add("SELinux is off on this host: the label options have no effect");
        if (!_host.Selinux || disabled) return;
        if (asked) throw Later("SELinux label options");
        _warnings.Add("SELinux is on, but this version gives containers no label of their own: they are not separated by SELinux");
    }

    private static bool IsLabelOption(string option)
    {
        var end = option.IndexOf(':', StringComparison.Ordinal);
        return option == "nested" || (end > 0 && end < option.Length - 1 && option[..end] is "user" or "role" or "type" or "level" or "filetype");
    }
}
