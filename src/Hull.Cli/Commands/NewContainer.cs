using Hull.Cli.CommandLine;
using Hull.Cli.Options;
using Hull.Cli.Output;
using Hull.Core;
using Hull.Engine.Containers;
using Hull.Engine.Registries;
using Hull.Images;
using Hull.Oci;

namespace Hull.Cli.Commands;

/// <summary>What run and create do alike before there is a container.</summary>
internal static class NewContainer
{
    /// <summary>Makes the spec, and makes room for it where --replace was given.</summary>
    /// <param name="context">The running command.</param>
    /// <exception cref="EngineException">The options are wrong, or what stands in the way cannot be removed.</exception>
    public static ContainerSpec Prepare(CommandContext context)
    {
        var invocation = context.Invocation;
        var spec = ContainerOptions.Fold(invocation, context.CommandLine);
        spec = ConfiguredMounts.AddTo(spec, context.Engine.Settings.Containers.Mounts);
        Ending(spec);
        spec = Loaded(context, spec);
        if (invocation.Get(RunOptions.CidFile) is { Length: > 0 } path) spec = spec with { CidFile = IdFile.Check(path) };
        if (invocation.Get(RunOptions.Replace)) Replace(context, spec.Name);
        return spec;
    }

    /// <summary>Checks that what is removed at its end is not to be started again then.</summary>
    /// <param name="spec">What is asked.</param>
    /// <exception cref="EngineException">InvalidArgument: it is.</exception>
    public static ContainerSpec Ending(ContainerSpec spec) => spec.Remove == true && spec.RestartPolicy is not (null or "no")
        ? throw new EngineException(ErrorKind.InvalidArgument, "the --rm option conflicts with --restart, when the restartPolicy is not \"\" and \"no\"")
        : spec;

    /// <summary>Sees to the image by the pull policy, and says how to get it where it is missing at create; null where it must not be pulled.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="spec">What is asked.</param>
    /// <exception cref="EngineException">The image cannot be pulled.</exception>
    public static Func<string, ImageRecord>? ImageSource(CommandContext context, ContainerSpec spec)
    {
        var invocation = context.Invocation;
        var policy = PullCommand.PolicyOf(invocation.Get(ImageOptions.Pull));
        if (policy == PullPolicy.Never || spec.Rootfs is not null) return null;
        var options = new PullOptions
        {
            Registry = RegistryFlags.Of(context),
            Policy = policy,
            Platform = spec.ImageOs is null && spec.ImageArch is null && spec.ImageVariant is null ? null : new Platform
            {
                Os = spec.ImageOs ?? Platform.Host.Os,
                Architecture = spec.ImageArch ?? Platform.Host.Architecture,
                Variant = spec.ImageVariant,
            }.Normalize(),
        };
        ImageRecord Pull(string name) => NewContainer.Pull(context, name, options);

        // With --platform the image that is here may be the wrong one.
        if (policy is PullPolicy.Always or PullPolicy.Newer || options.Platform is not null) Pull(spec.Image!);
        return Pull;
    }

    /// <summary>What a container that has just been made brings with it: its id file, and what is to be warned of, as plain lines.</summary>
    /// <param name="context">The running command.</param>
    /// <param name="made">The container.</param>
    /// <exception cref="EngineException">The id file cannot be written.</exception>
    public static void Made(CommandContext context, ContainerRecord made)
    {
        if (made.Config.Spec.CidFile is { } path) IdFile.Write(path, made.Config.Id);
        foreach (var warning in made.Config.Warnings) context.Error.Write(warning + "\n");
    }

    // What an archive or a directory holds is loaded each time, and goes by its own name from then on.
    private static ContainerSpec Loaded(CommandContext context, ContainerSpec spec)
    {
        if (spec.Rootfs is not null || !TransportReference.TryParse(spec.Image ?? "", out var source) || source.Transport is Transport.Storage) return spec;
        if (source.Transport is Transport.Registry) return spec with { Image = source.Name };
        var image = Pull(context, spec.Image!, new PullOptions { Registry = RegistryFlags.Of(context) });
        return spec with { Image = image.Names.Count > 0 ? image.Names[0].ToString() : image.Id };
    }

    private static ImageRecord Pull(CommandContext context, string name, PullOptions options)
    {
        var image = Transfers.WatchAsync(
            context, context.Invocation.Get(ImageOptions.Quiet),
            transfers => context.Engine.Registries.PullAsync(name, options with { Say = transfers.Say, Watcher = transfers.Watch })).GetAwaiter().GetResult();
        PlatformWarning.Write(context, image, options.Platform);
        return image;
    }

    private static void Replace(CommandContext context, string? name)
    {
        if (string.IsNullOrEmpty(name)) throw new EngineException(ErrorKind.InvalidArgument, "cannot replace container without --name being set");
        if (context.Engine.Containers.Exists(name)) context.Engine.Containers.Remove(name, force: true);
    }
}
