using Hull.Core;
using Hull.Engine.Configuration;
using Hull.Images.Registry;

namespace Hull.Engine.Registries;

/// <summary>
/// Where credentials are looked for and kept, in the order of containers-auth.json(5): the file named, REGISTRY_AUTH_FILE, auth.json of the
/// run directory, auth.json of the user's configuration, Docker's config.json.
/// </summary>
internal sealed class AuthFiles(HostEnvironment host, string? dockerConfigDirectory)
{
    /// <summary>The file that `login` writes.</summary>
    /// <param name="named">--authfile, or null.</param>
    public string ForWriting(string? named) => Named(named) ?? RunFile;

    /// <summary>Credentials for a repository; null where nobody has any.</summary>
    /// <param name="repository">host[:port]/path.</param>
    /// <param name="named">--authfile, or null.</param>
    /// <exception cref="EngineException">NotFound: the file that was named is not there; Corrupt: a file cannot be read; RuntimeFailed: a helper failed.</exception>
    public RegistryCredentials? Find(string repository, string? named)
    {
        if (Named(named) is { } only)
        {
            if (!File.Exists(only)) throw new EngineException(ErrorKind.NotFound, $"credential file {only}: no such file", "correct --authfile or REGISTRY_AUTH_FILE, or log in with `hull login`");
            return In(only, repository);
        }
        return ForReading().Select(file => In(file, repository)).FirstOrDefault(credentials => credentials is not null);
    }

    /// <summary>All files that are read where none is named.</summary>
    public IEnumerable<string> ForReading()
    {
        yield return RunFile;
        if (host.UserConfigDirectory is { } configuration) yield return configuration + "/containers/auth.json";
        if (DockerFile is { } docker) yield return docker;
    }

    private string RunFile => host.Rootless ? host.UserRuntimeDirectory + "/containers/auth.json" : $"{host.Prefix}/run/containers/{host.UserId}/auth.json";

    private string? DockerFile => (dockerConfigDirectory ?? host.Variable("DOCKER_CONFIG")) is { Length: > 0 } directory
        ? directory.TrimEnd('/') + "/config.json"
        : host.Variable("HOME") is { Length: > 0 } home ? home + "/.docker/config.json" : null;

    private string? Named(string? named) => named is { Length: > 0 } ? named : host.Variable("REGISTRY_AUTH_FILE") is { Length: > 0 } variable ? variable : null;

    private static RegistryCredentials? In(string path, string repository)
    {
        if (!File.Exists(path)) return null;
        var file = AuthFile.Read(path);
        var slash = repository.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? repository : repository[..slash];
        if (file.HelperFor(host) is { } helper && new CredentialHelper(helper).Get(HelperKey(host)) is { } credentials) return credentials;
        return file.Find(repository);
    }

    // Docker's helpers know the Hub by its old address.
    internal static string HelperKey(string registry) => registry == "docker.io" ? "https://index.docker.io/v1/" : registry;
}
