using System.Text;
using System.Text.Json;
using Hull.Core;
using Hull.Linux.Processes;
using Hull.Oci;

namespace Hull.Images.Registry;

/// <summary>docker-credential-NAME: a program that keeps credentials elsewhere (docker-credential-helpers): one verb, standard input and output.</summary>
public sealed class CredentialHelper
{
    // The helpers' own words for nothing found.
    private const string NotFound = "credentials not found";
    private const string TokenUser = "<token>";

    private readonly string _program;

    /// <summary>The helper of a name.</summary>
    /// <exception cref="EngineException">InvalidArgument: the name is a path; NotFound: no such program on PATH.</exception>
    public CredentialHelper(string name)
    {
        if (name.Contains('/', StringComparison.Ordinal)) throw new EngineException(ErrorKind.InvalidArgument, $"credential helper {OneLine.Of(name)}: not a bare name");
        _program = ExecutableSearch.Find("docker-credential-" + name)
            ?? throw new EngineException(ErrorKind.NotFound, $"credential helper docker-credential-{name}: not found on PATH", "install it, or take it out of the file that names it: auth.json, or Docker's config.json");
    }

    /// <summary>The credentials that it keeps for a registry; null for none.</summary>
    /// <exception cref="EngineException">RuntimeFailed: the helper failed.</exception>
    public RegistryCredentials? Get(string registry)
    {
        var run = Run("get", registry);
        if (!run.Status.IsSuccess) return run.OutputText.Contains(NotFound, StringComparison.OrdinalIgnoreCase) ? null : throw Failed("get", run);
        try
        {
            using var document = JsonDocument.Parse(run.OutputText);
            var user = document.RootElement.GetProperty("Username").GetString() ?? "";
            var secret = document.RootElement.GetProperty("Secret").GetString() ?? "";
            return user == TokenUser ? new RegistryCredentials { IdentityToken = secret } : new RegistryCredentials { Username = user, Password = secret };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new EngineException(ErrorKind.RuntimeFailed, $"{_program} get: the answer is not what helpers answer", inner: e);
        }
    }

    /// <summary>Has it keep credentials.</summary>
    /// <exception cref="EngineException">RuntimeFailed: the helper failed.</exception>
    public void Store(string registry, RegistryCredentials credentials)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("ServerURL", registry);
            writer.WriteString("Username", credentials.IdentityToken is null ? credentials.Username : TokenUser);
            writer.WriteString("Secret", credentials.IdentityToken ?? credentials.Password);
            writer.WriteEndObject();
        }
        var run = Run("store", buffer.ToArray());
        if (!run.Status.IsSuccess) throw Failed("store", run);
    }

    /// <summary>Has it forget a registry.</summary>
    /// <exception cref="EngineException">RuntimeFailed: the helper failed.</exception>
    public void Erase(string registry)
    {
        var run = Run("erase", registry);
        if (!run.Status.IsSuccess && !run.OutputText.Contains(NotFound, StringComparison.OrdinalIgnoreCase)) throw Failed("erase", run);
    }

    private CapturedRun Run(string verb, string input) => Run(verb, Encoding.UTF8.GetBytes(input));

    private CapturedRun Run(string verb, byte[] input) =>
        RunAndCapture.Run(new SpawnRequest { Program = _program, Arguments = [verb] }, new CaptureRequest { Input = input });

    // Helpers print what is wrong on standard output; a secret never stands there then.
    private EngineException Failed(string verb, CapturedRun run) =>
        new(ErrorKind.RuntimeFailed, $"{_program} {verb}: {run.Status}: {OneLine.Of((run.OutputText + run.ErrorText).Trim(), 300)}");
}
