using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hull.Core;

namespace Hull.Images.Registry;

/// <summary>
/// One file of credentials: auth.json (containers-auth.json(5)) or Docker's config.json, which have one form. Keys are registries or
/// repositories; what is written here keeps everything else that the file holds.
/// </summary>
public sealed class AuthFile
{
    private const int LargestFile = 1 << 20;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Docker Hub's key in Docker's own file.
    private const string DockerHubKey = "https://index.docker.io/v1/";
    private const string DockerHub = "docker.io";

    // A key that stands twice would be found out only when it is looked at.
    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false };

    private readonly JsonObject _root;

    private AuthFile(string path, JsonObject root) => (Path, _root) = (path, root);

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>Reads a file; one that is not there is empty.</summary>
    /// <exception cref="EngineException">Corrupt: not JSON of that form; PermissionDenied.</exception>
    public static AuthFile Read(string path)
    {
        try
        {
            if (!File.Exists(path)) return new AuthFile(path, []);
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
            if (file.Length > LargestFile) throw new EngineException(ErrorKind.Corrupt, $"{path}: {file.Length} bytes are more than the {LargestFile} allowed");
            if (file.Length == 0) return new AuthFile(path, []);
            return new AuthFile(path, JsonNode.Parse(file, documentOptions: _strict) as JsonObject ?? throw new EngineException(ErrorKind.Corrupt, $"{path}: not a JSON object"));
        }
        catch (JsonException e)
        {
            throw new EngineException(ErrorKind.Corrupt, $"{path}: not valid JSON in line {(e.LineNumber ?? 0) + 1}", "mend the file, or remove it and log in anew", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(ErrorKind.PermissionDenied, $"{path}: {e.Message}", inner: e);
        }
    }

    /// <summary>The helper program for a registry: credHelpers, else credsStore; null where the file keeps the credentials itself.</summary>
    /// <param name="registry">host[:port].</param>
    public string? HelperFor(string registry)
    {
        if (_root["credHelpers"] is JsonObject helpers && Text(helpers[registry]) is { } named) return named;
        return Text(_root["credsStore"]);
    }

    /// <summary>Credentials for a repository: the longest key that covers it.</summary>
    /// <param name="repository">host[:port][/path].</param>
    /// <returns>Null where the file has none.</returns>
    /// <exception cref="EngineException">Corrupt: an entry is not base64 of name and password.</exception>
    public RegistryCredentials? Find(string repository)
    {
        if (_root["auths"] is not JsonObject entries) return null;
        for (var key = repository; ; key = key[..key.LastIndexOf('/')])
        {
            // What `login` wrote last stands under the very key; Docker's old form of it may lie beside.
            if (Parse(key, entries[key]) is { } exact) return exact;
            foreach (var (name, entry) in entries)
            {
                if (Normalize(name) == key && Parse(name, entry) is { } credentials) return credentials;
            }
            if (!key.Contains('/', StringComparison.Ordinal)) return null;
        }
    }

    /// <summary>The registries and repositories that it has credentials for.</summary>
    public IReadOnlyList<string> Keys => _root["auths"] is JsonObject entries ? [.. entries.Select(entry => entry.Key)] : [];

    /// <summary>Sets credentials.</summary>
    public void Set(string key, RegistryCredentials credentials)
    {
        var entry = new JsonObject { ["auth"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credentials.Username}:{credentials.Password}")) };
        if (credentials.IdentityToken is { } token) entry["identitytoken"] = token;
        Entries()[key] = entry;
    }

    /// <summary>Takes credentials away.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Remove(string key)
    {
        var entries = Entries();
        var found = entries.Select(entry => entry.Key).Where(name => name == key || Normalize(name) == key).ToList();
        foreach (var name in found) entries.Remove(name);
        return found.Count > 0;
    }

    /// <summary>Takes all away.</summary>
    public void Clear() => _root["auths"] = new JsonObject();

    /// <summary>Writes it by rename, for its owner's eyes only.</summary>
    /// <exception cref="EngineException">PermissionDenied, ResourceExhausted.</exception>
    public void Write() => Store.StoreErrors.Guard(Path, () =>
    {
        var directory = System.IO.Path.GetDirectoryName(Path)!;
        if (directory.Length > 0) Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        // The file may be a link into a place that a user keeps under version control: the target is replaced.
        var target = new FileInfo(Path).LinkTarget is null ? Path : new FileInfo(Path).ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        var temporary = $"{target}.{Guid.NewGuid():n}";
        try
        {
            using (var file = new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
            using (var writer = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true, IndentCharacter = '\t', IndentSize = 1 }))
                _root.WriteTo(writer);
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    });

    /// <summary>A key as a user means it: without the scheme and path of Docker's old form.</summary>
    public static string Normalize(string key)
    {
        if (key is DockerHubKey or "index.docker.io" or "registry-1.docker.io") return DockerHub;
        var scheme = key.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) return key.TrimEnd('/');
        var host = key[(scheme + 3)..];
        var slash = host.IndexOf('/', StringComparison.Ordinal);
        host = slash < 0 ? host : host[..slash];
        return host == "index.docker.io" ? DockerHub : host;
    }

    private JsonObject Entries()
    {
        if (_root["auths"] is JsonObject entries) return entries;
        entries = [];
        _root["auths"] = entries;
        return entries;
    }

    private RegistryCredentials? Parse(string name, JsonNode? entry)
    {
        if (entry is not JsonObject fields) return null;
        var token = Text(fields["identitytoken"]);
        if (Text(fields["auth"]) is not { Length: > 0 } auth) return token is null ? null : new RegistryCredentials { IdentityToken = token };
        var buffer = new byte[auth.Length];
        if (!Convert.TryFromBase64String(auth, buffer, out var length)) throw new EngineException(ErrorKind.Corrupt, $"{Path}: the entry of {name} is not base64", $"log in anew with `hull login {name}`");
        var text = Encoding.UTF8.GetString(buffer, 0, length).TrimEnd('\0');
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0) throw new EngineException(ErrorKind.Corrupt, $"{Path}: the entry of {name} is no NAME:PASSWORD", $"log in anew with `hull login {name}`");
        return new RegistryCredentials { Username = text[..colon], Password = text[(colon + 1)..], IdentityToken = token };
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;
}
