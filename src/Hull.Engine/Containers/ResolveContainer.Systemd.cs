namespace Hull.Engine.Containers;

/// <content>systemd inside the container, and the one that the container tells of its readiness.</content>
internal sealed partial class ResolveContainer
{
    // SIGRTMIN+3: what makes systemd halt (systemd(1), SIGNALS).
    private const int SystemdStopSignal = 37;
    private const int UuidLength = 32;

    private static readonly string[] InitPrograms = ["/sbin/init", "/usr/sbin/init", "/usr/local/sbin/init"];

    // Podman's rule: a line for a shell counts by its first word.
    private bool DecideSystemd(IReadOnlyList<string> entrypoint, IReadOnlyList<string> command)
    {
        switch (string.IsNullOrEmpty(_spec.Systemd) ? "true" : _spec.Systemd.ToLowerInvariant())
        {
            case "always":
                return true;
            case "false":
                return false;
            case "true":
                break;
            default:
                throw Invalid($"invalid value \"{_spec.Systemd}\" for systemd: must be true, false or always");
        }
        string[] words = [.. entrypoint, .. command];
        if (words is ["/bin/sh", "-c", _, ..]) words = words[2..];
        return words.Length > 0 && (InitPrograms.Contains(words[0]) || System.IO.Path.GetFileName(words[0]) == "systemd");
    }

    private string DecideSdNotify(Health health)
    {
        var mode = string.IsNullOrEmpty(_spec.SdNotifyMode) ? "container" : _spec.SdNotifyMode;
        if (mode is not ("container" or "conmon" or "healthy" or "ignore"))
            throw Invalid($"invalid sdnotify value \"{mode}\": must be container, conmon, healthy or ignore");
        if (mode == "healthy" && health.Check?.IsOn != true)
            throw Invalid("invalid argument: sdnotify policy \"healthy\" requires a healthcheck to be set");
        return mode;
    }
}
