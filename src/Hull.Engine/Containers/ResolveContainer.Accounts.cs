using Hull.Core;

namespace Hull.Engine.Containers;

/// <content>Accounts added inside, the execution domain, directories that get the engine's files.</content>
internal sealed partial class ResolveContainer
{
    private void CheckAccounts()
    {
        CheckEntry("passwd-entry", _spec.PasswdEntry);
        CheckEntry("group-entry", _spec.GroupEntry);
    }

    // A line break would make a second entry, with any number: root's, for instance.
    private static void CheckEntry(string option, string? entry)
    {
        if (entry is not null && entry.AsSpan().TrimEnd('\n').IndexOfAny("\r\n") >= 0) throw Invalid($"--{option}: must be one line");
    }

    private void CheckPersonality()
    {
        if (_spec.Personality is { } personality)
        {
            if (personality.Domain is not ("LINUX" or "LINUX32")) throw Invalid($"invalid personality \"{personality.Domain}\": must be LINUX or LINUX32");
            if (!_request.RuntimeSetsPersonality)
                throw new EngineException(ErrorKind.Unsupported, $"--personality: runtime {_request.Runtime.Name} of this version sets none", "use --runtime crun, or runc 1.2 or newer");
        }

        if (_spec.IntelRdt is null) return;
        if (_request.Runtime.Name != "runc")
            throw new EngineException(ErrorKind.Unsupported, $"--rdt-class: runtime {_request.Runtime.Name} assigns no class of service", "use --runtime runc");
        if (_host.Rootless) throw new EngineException(ErrorKind.Unsupported, "--rdt-class: only root may assign a class of service");
        if (!_host.HasResctrl)
            throw new EngineException(ErrorKind.Unsupported, "--rdt-class: /sys/fs/resctrl is not mounted, or this processor has no Intel RDT", "`mount -t resctrl resctrl /sys/fs/resctrl`");
    }

    private void CheckChrootDirectories()
    {
        foreach (var directory in _spec.ChrootDirectories ?? [])
        {
            if (!directory.StartsWith('/')) throw Invalid($"chroot directory \"{directory}\" must be an absolute path");
        }
    }
}
