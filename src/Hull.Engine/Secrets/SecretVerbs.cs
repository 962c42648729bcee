using System.Text;
using Hull.Core;
using Hull.Engine.Store;
using Hull.Linux;
using Hull.Linux.FileLocks;
using Hull.Linux.HostFacts;

namespace Hull.Engine.Secrets;

/// <summary>
/// Every verb on secrets. What a secret keeps lies in a file of its own, 0600 in a 0700 directory, named by the id; the rest is a row. The
/// file comes before the row and goes after it: a kill in between leaves a file without a row, which the next change deletes.
/// </summary>
public sealed class SecretVerbs
{
    private const int IdDigits = 25;
    private const int LargestFile = 1024 * 1024;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly StorePaths _paths;
    private readonly SecretRows _rows;
    private readonly TimeProvider _time;

    internal SecretVerbs(StorePaths paths, StateDatabase database, TimeProvider time) => (_paths, _rows, _time) = (paths, new SecretRows(database), time);

    /// <summary>Makes a secret.</summary>
    /// <param name="asked">What it should be.</param>
    /// <returns>It; or the one of that name, where that was asked for.</returns>
    /// <exception cref="EngineException">InvalidArgument, Unsupported; Conflict: the name is in use.</exception>
    public Secret Create(NewSecret asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        CheckSecret.Check(asked);
        using var held = Lock();
        var there = _rows.All().FirstOrDefault(secret => secret.Name == asked.Name);
        if (there is not null && asked.Ignore) return there;
        if (there is not null && !asked.Replace) throw new EngineException(ErrorKind.Conflict, $"{asked.Name}: secret name in use", "give way to it with --ignore, or put the new one in its place with --replace");
        var now = _time.GetUtcNow();
        var made = new Secret
        {
            Id = RandomBytes.Hex(IdDigits + 1)[..IdDigits],
            Name = asked.Name,
            Created = there?.Created ?? now,
            Updated = now,
            Driver = asked.Driver,
            DriverOptions = asked.DriverOptions,
            Labels = asked.Labels,
        };
        Sweep();
        WriteData(made.Id, asked.Data.Span);
        _rows.Insert(made, there?.Id);
        if (there is not null) File.Delete(PathOf(there.Id));
        return made;
    }

    /// <summary>All secrets, oldest first.</summary>
    public IReadOnlyList<Secret> List() => _rows.All();

    /// <summary>Finds by id, name or unambiguous beginning of an id; null where there is none.</summary>
    /// <param name="nameOrId">What a person typed.</param>
    /// <exception cref="EngineException">InvalidArgument: the beginning of several ids.</exception>
    public Secret? Find(string nameOrId) => _rows.Find(nameOrId);

    /// <summary>As <see cref="Find"/>.</summary>
    /// <param name="nameOrId">What a person typed.</param>
    /// <exception cref="EngineException">NotFound, in Podman's words; InvalidArgument: the beginning of several ids.</exception>
    public Secret Get(string nameOrId) =>
        Find(nameOrId) ?? throw new EngineException(ErrorKind.NotFound, $"no secret with name or id \"{nameOrId}\": no such secret");

    /// <summary>What a secret keeps.</summary>
    /// <param name="nameOrId">The secret.</param>
    /// <exception cref="EngineException">NotFound; Corrupt: its file is gone.</exception>
    public ReadOnlyMemory<byte> ReadData(string nameOrId)
    {
        var secret = Get(nameOrId);
        try
        {
            return SafePath.ReadHostFile(PathOf(secret.Id), LargestFile);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.Corrupt, $"reading secret {secret.Name}: {failure.Message}", $"make it anew with `hull secret create --replace {secret.Name} FILE`", failure);
        }
    }

    /// <summary>Everything there is to tell of a secret.</summary>
    /// <param name="nameOrId">The secret.</param>
    /// <param name="showData">Whether what it keeps is told too.</param>
    /// <exception cref="EngineException">NotFound.</exception>
    public InspectedSecret Inspect(string nameOrId, bool showData = false)
    {
        var secret = Get(nameOrId);
        var options = new Dictionary<string, string>(secret.DriverOptions, StringComparer.Ordinal);
        options.TryAdd("path", _paths.Secrets);
        return new InspectedSecret
        {
            Id = secret.Id,
            CreatedAt = secret.Created,
            UpdatedAt = secret.Updated,
            Spec = new InspectedSecretSpec
            {
                Name = secret.Name,
                Driver = new InspectedSecretDriver { Name = secret.Driver, Options = options },
                Labels = secret.Labels,
            },
            SecretData = showData ? Encoding.UTF8.GetString(ReadData(secret.Id).Span) : null,
        };
    }

    /// <summary>Removes a secret. Containers that have it keep what they have.</summary>
    /// <param name="nameOrId">The secret.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="EngineException">NotFound.</exception>
    public string Remove(string nameOrId)
    {
        using var held = Lock();
        var secret = Get(nameOrId);
        _rows.Delete(secret.Id);
        File.Delete(PathOf(secret.Id));
        return secret.Id;
    }

    private string PathOf(string id) => Path.Join(_paths.Secrets, id);

    private FileLock Lock() => FileLock.Acquire(_paths.Lock("secrets"));

    private void WriteData(string id, ReadOnlySpan<byte> data)
    {
        Directory.CreateDirectory(_paths.Secrets, OwnerOnly | UnixFileMode.UserExecute);
        using var file = new FileStream(PathOf(id), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, UnixCreateMode = OwnerOnly });
        file.Write(data);
        file.Flush(flushToDisk: true);
    }

    // Called under the lock: what has no row is of a command that was killed.
    private void Sweep()
    {
        if (!Directory.Exists(_paths.Secrets)) return;
        var known = _rows.All().Select(static secret => secret.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(_paths.Secrets))
        {
            if (!known.Contains(Path.GetFileName(path))) File.Delete(path);
        }
    }
}
