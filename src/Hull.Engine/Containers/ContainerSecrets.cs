using System.Globalization;
using System.Text;
using Hull.Core;
using Hull.Engine.Secrets;
using Hull.Engine.Store;
using Hull.Linux.Files;

namespace Hull.Engine.Containers;

/// <summary>
/// Gives containers their secrets. A secret that is a file is copied at create, so that the container keeps it whatever becomes of the
/// secret; one that is a variable is read at each start. Neither the spec nor the configuration ever holds what is kept secret.
/// </summary>
internal sealed class ContainerSecrets(StorePaths paths, SecretVerbs secrets)
{
    private const string Folder = "/run/secrets";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Finds the secrets that a container asks for.</summary>
    /// <exception cref="EngineException">NotFound: there is no such secret; InvalidArgument: two are for one place.</exception>
    public ContainerConfig Decide(ContainerConfig config)
    {
        if (config.Spec.Secrets is null && config.Spec.SecretEnv is null) return config;
        var files = new List<ContainerSecret>();
        foreach (var asked in config.Spec.Secrets ?? [])
        {
            var secret = secrets.Get(asked.Source);
            var target = asked.Target is { Length: > 0 } named ? Path.Join(named.StartsWith('/') ? "" : Folder, named) : Path.Join(Folder, secret.Name);
            if (files.Exists(other => other.Target == target)) throw new EngineException(ErrorKind.InvalidArgument, $"{target}: duplicate mount destination");
            files.Add(new ContainerSecret { Id = secret.Id, Name = secret.Name, Target = target, Uid = asked.Uid, Gid = asked.Gid, Mode = asked.Mode });
        }
        var variables = (config.Spec.SecretEnv ?? new Dictionary<string, string>()).ToDictionary(pair => pair.Key, pair => secrets.Get(pair.Value).Id, StringComparer.Ordinal);
        return config with { Secrets = files, SecretEnv = variables };
    }

    /// <summary>Copies the files; the container's directory is there.</summary>
    public void Copy(ContainerConfig config)
    {
        if (config.Secrets.Count == 0) return;
        Directory.CreateDirectory(DirectoryOf(config.Id), OwnerOnly | UnixFileMode.UserExecute);
        for (var index = 0; index < config.Secrets.Count; index++)
        {
            var secret = config.Secrets[index];
            using var file = new FileStream(
                PathOf(config.Id, index), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, UnixCreateMode = OwnerOnly });
            file.Write(secrets.ReadData(secret.Id).Span);
            var (uid, gid) = config.IdMaps is { } maps ? (maps.HostUser(secret.Uid), maps.HostGroup(secret.Gid)) : (secret.Uid, secret.Gid);
            if (uid != 0 || gid != 0) FileMetadata.SetOwner(file.SafeFileHandle, uid, gid);
            FileMetadata.SetMode(file.SafeFileHandle, secret.Mode);
        }
    }

    /// <summary>The files of a start, with those of secrets: path inside → file on the host.</summary>
    public IReadOnlyDictionary<string, string> AddFiles(ContainerConfig config, IReadOnlyDictionary<string, string> files)
    {
        if (config.Secrets.Count == 0) return files;
        var all = new Dictionary<string, string>(files, StringComparer.Ordinal);
        for (var index = 0; index < config.Secrets.Count; index++) all[config.Secrets[index].Target] = PathOf(config.Id, index);
        return all;
    }

    /// <summary>The variables of a start, each NAME=VALUE.</summary>
    /// <exception cref="EngineException">NotFound: a secret was removed after the container was made.</exception>
    public IReadOnlyList<string> Environment(ContainerConfig config) =>
        [.. config.SecretEnv.Select(pair => $"{pair.Key}={Encoding.UTF8.GetString(secrets.ReadData(pair.Value).Span)}")];

    private string DirectoryOf(string id) => Path.Join(paths.Container(id), "secrets");

    private string PathOf(string id, int index) => Path.Join(DirectoryOf(id), index.ToString(CultureInfo.InvariantCulture));
}
