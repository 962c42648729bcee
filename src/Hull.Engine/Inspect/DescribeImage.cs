using Hull.Engine.Containers.Inspect;
using Hull.Images;
using Hull.Oci;

namespace Hull.Engine.Inspect;

/// <summary>An image as `inspect` shows it. Pure.</summary>
internal static class DescribeImage
{
    /// <summary>Describes it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="manifest">The manifest that it came with.</param>
    /// <param name="trees">Where its layers lie, lowest first.</param>
    /// <param name="parent">The image that it was made from, if that is here.</param>
    public static InspectedImage Of(ImageRecord image, ManifestDocument manifest, IReadOnlyList<string> trees, ImageRecord? parent)
    {
        var config = image.Config;
        var isOci = image.ManifestType == MediaTypes.OciManifest;
        return new InspectedImage
        {
            Id = image.Id,
            Digest = image.Digest.ToString(),
            RepoTags = image.RepoTags,
            RepoDigests = image.RepoDigests,
            Parent = parent?.Id ?? "",
            // Docker's configuration has a comment of its own; the OCI one only those of its steps.
            Comment = (isOci ? config.History is [{ } first, ..] ? first.Comment : null : config.Comment) ?? "",
            Created = config.Created,
            Config = DescribeConfig(image.Defaults),
            Version = config.DockerVersion ?? "",
            Author = config.Author ?? "",
            Architecture = config.Architecture,
            Os = config.Os,
            Size = image.Size,
            VirtualSize = image.Size,
            GraphDriver = new InspectedDriver { Data = DriverData(trees) },
            RootFs = new InspectedRootFs { Type = config.RootFs.Type, Layers = [.. config.RootFs.DiffIds.Select(id => id.ToString())] },
            Labels = image.Defaults.Labels is { Count: > 0 } labels ? labels : null,
            Annotations = (isOci ? manifest.Manifest?.Annotations : null) ?? new Dictionary<string, string>(),
            ManifestType = image.ManifestType,
            User = image.Defaults.User ?? "",
            History = config.History is { Count: > 0 } history ? [.. history.Select(DescribeStep)] : null,
            NamesHistory = image.NamesHistory,
            Healthcheck = image.Defaults.Healthcheck is { } check ? DescribeHealthcheck(check) : null,
        };
    }

    private static InspectedImageConfig DescribeConfig(ContainerDefaults defaults) => new()
    {
        User = NullIfEmpty(defaults.User),
        ExposedPorts = defaults.ExposedPorts is { Count: > 0 } ports ? ports : null,
        Env = NullIfEmpty(defaults.Env),
        Entrypoint = NullIfEmpty(defaults.Entrypoint),
        Cmd = NullIfEmpty(defaults.Cmd),
        Volumes = defaults.Volumes is { Count: > 0 } volumes ? volumes : null,
        WorkingDir = NullIfEmpty(defaults.WorkingDir),
        Labels = defaults.Labels is { Count: > 0 } labels ? labels : null,
        StopSignal = NullIfEmpty(defaults.StopSignal),
        ArgsEscaped = defaults.ArgsEscaped,
    };

    private static InspectedHistory DescribeStep(HistoryEntry step) => new()
    {
        Created = step.Created,
        CreatedBy = NullIfEmpty(step.CreatedBy),
        Author = NullIfEmpty(step.Author),
        Comment = NullIfEmpty(step.Comment),
        EmptyLayer = step.EmptyLayer,
    };

    private static InspectedHealthcheck DescribeHealthcheck(ImageHealthcheck check) => new()
    {
        Test = NullIfEmpty(check.Test),
        StartPeriod = Duration(check.StartPeriod),
        StartInterval = Duration(check.StartInterval),
        Interval = Duration(check.Interval),
        Timeout = Duration(check.Timeout),
        Retries = check.Retries,
    };

    private static TimeSpan Duration(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);

    // The topmost layer is the one that a change of the image would go to; those below are its lower directories.
    private static Dictionary<string, string> DriverData(IReadOnlyList<string> trees)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        if (trees.Count > 1) data["LowerDir"] = string.Join(':', trees.Take(trees.Count - 1).Reverse());
        if (trees.Count > 0) data["UpperDir"] = trees[^1];
        return data;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static IReadOnlyList<string>? NullIfEmpty(IReadOnlyList<string>? list) => list is { Count: > 0 } ? list : null;
}
