using Hull.Core;

namespace Hull.Engine.Cdi;

/// <summary>The devices that the host's CDI files name; pure.</summary>
/// <param name="files">The files.</param>
/// <param name="directories">Where they were looked for, for messages.</param>
internal sealed class CdiRegistry(IReadOnlyList<CdiFile> files, IReadOnlyList<string> directories)
{
    // Podman's order: where both are there, the first is taken.
    private static readonly string[] GpuKinds = ["nvidia.com/gpu", "amd.com/gpu"];

    /// <summary>What a container gets with some devices: for each the edits of its own and, once a file, those of its file.</summary>
    /// <param name="names">The devices' names.</param>
    /// <exception cref="EngineException">InvalidArgument: no name of a device. NotFound: none of that name. Conflict: two of it in one directory.</exception>
    public IReadOnlyList<CdiEdits> EditsOf(IReadOnlyList<string> names)
    {
        var found = names.Distinct(StringComparer.Ordinal).Select(Find).ToList();
        var edits = new List<CdiEdits>();
        foreach (var file in found.Select(pair => pair.File).Distinct())
            if (file.Document.ContainerEdits is { } shared) edits.Add(shared);
        foreach (var (_, device) in found)
            if (device.ContainerEdits is { } own) edits.Add(own);
        return edits;
    }

    /// <summary>The names of the GPUs that --gpus asks for.</summary>
    /// <param name="asked">all, or what the vendor's file calls them.</param>
    /// <exception cref="EngineException">Unsupported: no file names GPUs.</exception>
    public IReadOnlyList<string> Gpus(IReadOnlyList<string> asked)
    {
        if (asked.Count == 0) return [];
        var kind = GpuKinds.FirstOrDefault(kind => files.Any(file => file.Document.Kind == kind)) ?? throw new EngineException(
            ErrorKind.Unsupported, $"--gpus {string.Join(',', asked)}: no CDI specification of {string.Join(" or ", GpuKinds)} in {string.Join(", ", directories)}: this host names no GPUs",
            "with NVIDIA's container toolkit: `sudo nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml`");
        return [.. asked.Select(gpu => $"{kind}={gpu}")];
    }

    private (CdiFile File, CdiDevice Device) Find(string text)
    {
        if (CdiName.TryParse(text) is not { } name) throw new EngineException(ErrorKind.InvalidArgument, $"device {text}: no CDI device has such a name: must be VENDOR/CLASS=NAME");
        var candidates = files.Where(file => file.Document.Kind == name.Kind)
            .SelectMany(file => (file.Document.Devices ?? []).Where(device => device.Name == name.Device).Select(device => (File: file, Device: device))).ToList();
        // Podman's words.
        if (candidates.Count == 0)
            throw new EngineException(ErrorKind.NotFound, $"setting up CDI devices: unresolvable CDI devices {name}: none in {string.Join(", ", directories)}", "name the directory with --cdi-spec-dir, or cdi_spec_dirs in containers.conf");
        var first = candidates.Max(candidate => candidate.File.Priority);
        var best = candidates.Where(candidate => candidate.File.Priority == first).ToList();
        return best is [var only] ? only : throw new EngineException(
            ErrorKind.Conflict, $"setting up CDI devices: {name} stands in {string.Join(" and ", best.Select(candidate => candidate.File.Path))}", "remove one of the two files");
    }
}
