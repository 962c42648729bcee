using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Engine.Events;
using Hull.Images;
using Hull.Images.Registry;
using Hull.Images.Transports;
using Hull.Oci;

namespace Hull.Engine.Registries;

/// <summary>Images from and to registries: pull, push, login, logout, and a look at what lies there.</summary>
public sealed class RegistryVerbs
{
    private readonly EngineSettings _settings;
    private readonly ImageStore _images;
    private readonly Lazy<RegistriesFile> _file;
    private readonly AuthFiles _auth;
    private readonly EventWriter _events;

    internal RegistryVerbs(EngineSettings settings, ImageStore images, Lazy<RegistriesFile> file, EventWriter events)
    {
        (_settings, _images, _file, _events) = (settings, images, file, events);
        _auth = new AuthFiles(HostEnvironment.OfThisProcess(), settings.ConfigDir);
    }

    /// <summary>What registries.conf says.</summary>
    public RegistriesFile Configuration => _file.Value;

    /// <summary>Pulls an image by name, or from wherever a transport's prefix points.</summary>
    /// <param name="name">A full or short name, or a text with a transport.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The image.</returns>
    /// <exception cref="EngineException">NotFound, Unauthorized, Network, Corrupt, ResourceExhausted: why it could not be pulled, of several places each.</exception>
    public async Task<ImageRecord> PullAsync(string name, PullOptions options, CancellationToken cancellationToken = default)
    {
        if (TransportReference.TryParse(name, out var transport))
        {
            if (transport.Transport == Transport.Storage) return _images.Get(transport.Name!);
            if (transport.Transport != Transport.Registry)
                return await ToldAsync(name, async () => (await new LoadImages(_images).FromAsync(transport, options.Watcher, cancellationToken).ConfigureAwait(false))[0].Image).ConfigureAwait(false);
            name = transport.Name!;
        }
        if (options.Policy is not PullPolicy.Always && Local(name, options.Platform) is { } here)
        {
            if (options.Policy != PullPolicy.Newer) return here;
            return await NewerAsync(name, here, options, cancellationToken).ConfigureAwait(false);
        }
        if (options.Policy == PullPolicy.Never) throw new EngineException(ErrorKind.NotFound, $"{OneLine.Of(name)}: image not known");
        return await ToldAsync(name, () => FromRegistryAsync(name, options, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>Pulls every tag of a repository.</summary>
    /// <param name="name">A repository's name, without tag and digest.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="EngineException">As <see cref="PullAsync"/>; InvalidArgument: the name has a tag.</exception>
    public async Task<IReadOnlyList<ImageRecord>> PullAllTagsAsync(string name, PullOptions options, CancellationToken cancellationToken = default)
    {
        if (TransportReference.TryParse(name, out var transport)) name = transport.Transport == Transport.Registry ? transport.Name! : throw new EngineException(ErrorKind.InvalidArgument, $"{transport}: only a registry has tags");
        var parsed = ImageName.Parse(name);
        if (parsed.Tag is not null || parsed.Digest is not null) throw new EngineException(ErrorKind.InvalidArgument, $"{OneLine.Of(name)}: tag can't be used with --all-tags/-a", "name the repository only");
        var candidate = Candidates(parsed)[0];
        var pull = new PullImage(_images, Access(options.Registry));
        var images = new List<ImageRecord>();
        foreach (var tag in await pull.TagsAsync(candidate, cancellationToken).ConfigureAwait(false))
        {
            options.Say?.Invoke($"Trying to pull {candidate.WithTag(tag)}...");
            images.Add(await ToldAsync(
                candidate.WithTag(tag).ToString(), () => pull.RunAsync(candidate.WithTag(tag), options.Platform, options.Watcher, cancellationToken)).ConfigureAwait(false));
        }
        return images;
    }

    /// <summary>Pushes an image to a registry.</summary>
    /// <param name="image">A name or id in the store.</param>
    /// <param name="destination">Where to: a full name; null is the image's own name.</param>
    /// <param name="registry">How registries are reached.</param>
    /// <param name="options">How it is pushed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The digest of the manifest.</returns>
    /// <exception cref="EngineException">NotFound: no such image; InvalidArgument: no registry in the name; Unauthorized, Network.</exception>
    public async Task<Digest> PushAsync(string image, string? destination, RegistryOptions registry, PushOptions options, CancellationToken cancellationToken = default)
    {
        var record = _images.Get(image);
        var target = Destination(image, destination, record);
        var digest = await new PushImage(_images, Access(registry)).RunAsync(record, target, options, cancellationToken).ConfigureAwait(false);
        _events.Image(EventStatus.Push, record.Id, destination ?? target.ToString());
        return digest;
    }

    /// <summary>Tells of an image on a registry, without its layers.</summary>
    /// <param name="name">A full or short name, with or without docker://.</param>
    /// <param name="platform">For which platform; null is this host's.</param>
    /// <param name="registry">How registries are reached.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="EngineException">As <see cref="PullAsync"/>.</exception>
    public async Task<InspectedRemoteImage> InspectAsync(string name, Platform? platform, RegistryOptions registry, CancellationToken cancellationToken = default)
    {
        var (image, pull) = Remote(name, registry);
        var found = await pull.InspectAsync(image, platform, cancellationToken).ConfigureAwait(false);
        var tags = await pull.TagsAsync(image, cancellationToken).ConfigureAwait(false);
        var config = ImageConfig.Parse(found.Config.Span, $"configuration of {image}");
        var layers = found.Manifest.Manifest!.Layers;
        return new InspectedRemoteImage
        {
            Name = image.Repository,
            Digest = (found.Indexes.Count > 0 ? found.Indexes[0] : found.Manifest).Digest.ToString(),
            RepoTags = tags,
            Created = config.Created,
            Labels = config.Config?.Labels,
            Architecture = config.Architecture,
            Os = config.Os,
            Layers = [.. layers.Select(layer => layer.Digest.ToString())],
            LayersData = [.. layers.Select(layer => new InspectedRemoteLayer { MimeType = layer.MediaType, Digest = layer.Digest.ToString(), Size = layer.Size, Annotations = layer.Annotations })],
            Env = config.Config?.Env,
        };
    }

    /// <summary>The very bytes of the manifest or index that a name on a registry means.</summary>
    /// <exception cref="EngineException">As <see cref="PullAsync"/>.</exception>
    public async Task<ReadOnlyMemory<byte>> ManifestAsync(string name, RegistryOptions registry, CancellationToken cancellationToken = default)
    {
        var (image, pull) = Remote(name, registry);
        return (await pull.ManifestAsync(image, cancellationToken).ConfigureAwait(false)).Raw;
    }

    /// <summary>The very bytes of the configuration of an image on a registry.</summary>
    /// <exception cref="EngineException">As <see cref="PullAsync"/>.</exception>
    public async Task<ReadOnlyMemory<byte>> ConfigAsync(string name, Platform? platform, RegistryOptions registry, CancellationToken cancellationToken = default)
    {
        var (image, pull) = Remote(name, registry);
        return (await pull.InspectAsync(image, platform, cancellationToken).ConfigureAwait(false)).Config;
    }

    /// <summary>Checks credentials with a registry and keeps them.</summary>
    /// <param name="registry">host[:port], or a repository on it.</param>
    /// <param name="credentials">Name and password.</param>
    /// <param name="options">How the registry is reached; its file is where they are kept.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Where they are kept now: a file, or a helper program's name.</returns>
    /// <exception cref="EngineException">Unauthorized: the registry refuses them; Network.</exception>
    public async Task<string> LoginAsync(string registry, RegistryCredentials credentials, RegistryOptions options, CancellationToken cancellationToken = default)
    {
        var key = AuthKey(registry);
        var (path, entry) = PlaceOf(key, options);
        await new CheckLogin(Access(options with { Credentials = credentials })).RunAsync(HostOf(key), cancellationToken).ConfigureAwait(false);
        var file = AuthFile.Read(path);
        if (file.HelperFor(HostOf(key)) is { } helper)
        {
            new CredentialHelper(helper).Store(AuthFiles.HelperKey(key), credentials);
            return "docker-credential-" + helper;
        }
        file.Set(entry, credentials);
        file.Write();
        return file.Path;
    }

    /// <summary>The user name that is kept for a registry; null for none.</summary>
    public string? LoggedInAs(string registry, RegistryOptions options) => options.CompatAuthFile is { Length: > 0 } compat ? AuthFile.Read(compat).Find(AuthKey(registry))?.Username : _auth.Find(AuthKey(registry), File.Exists(_auth.ForWriting(options.AuthFile)) ? options.AuthFile : null)?.Username;

    /// <summary>Forgets a registry's credentials.</summary>
    /// <param name="registry">host[:port], or a repository on it.</param>
    /// <param name="options">Its file is where they are kept.</param>
    /// <exception cref="EngineException">NotFound: there are none.</exception>
    public void Logout(string registry, RegistryOptions options)
    {
        var key = AuthKey(registry);
        var file = AuthFile.Read(PlaceOf(key, options).File);
        if (file.HelperFor(HostOf(key)) is { } helper) new CredentialHelper(helper).Erase(AuthFiles.HelperKey(key));
        else if (!file.Remove(key))
        {
            var elsewhere = _auth.ForReading().FirstOrDefault(path => path != file.Path && File.Exists(path) && AuthFile.Read(path).Find(key) is not null);
            throw new EngineException(
                ErrorKind.NotFound, $"not logged into {key}", elsewhere is null ? null : $"its credentials are in {elsewhere}, which hull only reads: use --authfile, or `docker logout {key}`");
        }
        else file.Write();
    }

    /// <summary>Forgets all credentials that the file keeps.</summary>
    public void LogoutAll(RegistryOptions options)
    {
        var file = AuthFile.Read(PlaceOf("", options).File);
        file.Clear();
        file.Write();
    }

    /// <summary>The full names that a name may mean, in the order in which they are tried.</summary>
    internal IReadOnlyList<ImageReference> Candidates(ImageName name)
    {
        if (!name.IsShort) return [name.AsDocker()];
        if (_file.Value.Aliases.TryGetValue(name.Path, out var alias) && ImageName.TryParse(alias, out var full) && !full.IsShort)
        {
            var reference = full.AsDocker();
            return [name.Digest is { } digest ? reference.WithDigest(digest) : reference.WithTag(name.Tag ?? ImageReference.DefaultTag)];
        }
        return _file.Value.SearchRegistries.Count > 0 ? [.. _file.Value.SearchRegistries.Select(name.On)] : [name.AsDocker()];
    }

    private (ImageReference Image, PullImage Pull) Remote(string name, RegistryOptions registry)
    {
        if (TransportReference.TryParse(name, out var transport))
            name = transport.Transport == Transport.Registry ? transport.Name! : throw new EngineException(ErrorKind.Unsupported, $"{transport}: only docker:// can be looked at", "load it, then inspect it");
        return (Candidates(ImageName.Parse(name))[0], new PullImage(_images, Access(registry)));
    }

    // Podman's rule: a bare registry, or a repository on it; schemes and Docker's old path are taken away.
    private static string AuthKey(string registry)
    {
        var key = AuthFile.Normalize(registry);
        if (key.Length == 0 || key.Any(c => c <= ' ')) throw new EngineException(ErrorKind.InvalidArgument, $"\"{OneLine.Of(registry)}\" is no registry's name", "write HOST[:PORT]");
        return key;
    }

    // Docker's own file knows registries only, and the Hub by its old address.
    private (string File, string Key) PlaceOf(string key, RegistryOptions options)
    {
        if (options.CompatAuthFile is not { Length: > 0 } compat) return (_auth.ForWriting(options.AuthFile), key);
        if (options.AuthFile is { Length: > 0 })
            throw new EngineException(ErrorKind.InvalidArgument, "options for paths to the credential file and to the Docker-compatible credential file can not be set simultaneously");
        if (key.Contains('/', StringComparison.Ordinal))
            throw new EngineException(ErrorKind.InvalidArgument, $"credentials file {compat}: {key} is a repository, and Docker's form holds registries only", "name HOST[:PORT]");
        return (compat, AuthFiles.HelperKey(key));
    }

    private static string HostOf(string key) => key.Split('/')[0];

    private static ImageReference Destination(string image, string? destination, ImageRecord record)
    {
        if (destination is not null)
        {
            var name = ImageName.Parse(destination.StartsWith("docker://", StringComparison.Ordinal) ? destination["docker://".Length..] : destination);
            return name.AsDocker();
        }
        // By the name that was typed, in full, as the store knows it.
        var typed = ImageName.TryParse(image, out var parsed) && !parsed.IsShort ? parsed.AsDocker().ToString() : null;
        var own = record.Names.FirstOrDefault(name => name.ToString() == typed) ?? record.Names.FirstOrDefault(name => name.ToString().EndsWith("/" + image, StringComparison.Ordinal)
            || name.ToString().EndsWith($"/{image}:latest", StringComparison.Ordinal)) ?? (record.Names.Count > 0 ? record.Names[0] : null);
        if (own is null || own.Domain == ImageReference.LocalDomain)
        {
            throw new EngineException(
                ErrorKind.InvalidArgument, $"pushing image {OneLine.Of(image)}: {own?.ToString() ?? "it has no name"}: names no registry", "name the destination: `hull push IMAGE REGISTRY/REPOSITORY:TAG`");
        }
        return own;
    }

    private ImageRecord? Local(string name, Platform? platform)
    {
        var here = _images.Find(name);
        if (here is null || platform is null) return here;
        return here.Config.Platform.Serves(platform) ? here : null;
    }

    private async Task<ImageRecord> NewerAsync(string name, ImageRecord here, PullOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var (image, pull) = Remote(name, options.Registry);
            var digest = await pull.DigestAsync(image, cancellationToken).ConfigureAwait(false);
            if (digest is { } remote && here.Digests.Contains(remote)) return here;
            return await ToldAsync(name, () => FromRegistryAsync(name, options, cancellationToken)).ConfigureAwait(false);
        }
        catch (EngineException e) when (e.Kind is ErrorKind.Network or ErrorKind.NotFound or ErrorKind.Unauthorized)
        {
            options.Say?.Invoke($"{e.Message}: the image that is here is taken");
            return here;
        }
    }

    // Tells how a pull ended.
    private async Task<ImageRecord> ToldAsync(string name, Func<Task<ImageRecord>> pull)
    {
        try
        {
            var image = await pull().ConfigureAwait(false);
            _events.Image(EventStatus.Pull, image.Id, name);
            return image;
        }
        catch (EngineException failure)
        {
            _events.Image(EventStatus.PullError, "", name, failure.Message);
            throw;
        }
    }

    private async Task<ImageRecord> FromRegistryAsync(string name, PullOptions options, CancellationToken cancellationToken)
    {
        var pull = new PullImage(_images, Access(options.Registry));
        var errors = new List<EngineException>();
        foreach (var candidate in Candidates(ImageName.Parse(name)))
        {
            options.Say?.Invoke($"Trying to pull {candidate}...");
            try
            {
                return await pull.RunAsync(candidate, options.Platform, options.Watcher, cancellationToken).ConfigureAwait(false);
            }
            catch (EngineException e) when (e.Kind is ErrorKind.Network or ErrorKind.NotFound or ErrorKind.Unauthorized)
            {
                errors.Add(new EngineException(e.Kind, $"initializing source docker://{candidate}: {e.Message}", e.Hint, e));
            }
        }
        if (errors.Count == 1) throw errors[0];
        throw new EngineException(
            errors[^1].Kind, $"{errors.Count} errors occurred while pulling {OneLine.Of(name)}: {string.Join("; ", errors.Select(error => error.Message))}", errors[^1].Hint, errors[^1]);
    }

    private RegistryAccess Access(RegistryOptions options) => new()
    {
        TlsVerify = options.TlsVerify,
        CertDirectory = options.CertDirectory,
        CertRoots = CertRoots(),
        Credentials = options.Credentials,
        FindCredentials = repository => _auth.Find(repository, options.AuthFile),
        Rules = _file.Value.Rules,
        Retries = options.Retries ?? new RegistryAccess().Retries,
        RetryDelay = options.RetryDelay,
        UserAgent = $"hull/{EngineVersion.Text}",
    };

    private IReadOnlyList<string> CertRoots()
    {
        var own = _settings.Rootless && HostEnvironment.OfThisProcess().UserConfigDirectory is { } home ? home + "/containers/certs.d" : null;
        return own is null ? new RegistryAccess().CertRoots : [own, .. new RegistryAccess().CertRoots];
    }
}
