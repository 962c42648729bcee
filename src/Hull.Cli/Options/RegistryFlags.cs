using Hull.Cli.CommandLine;
using Hull.Cli.Output;
using Hull.Engine.Registries;
using Hull.Images.Registry;

namespace Hull.Cli.Options;

/// <summary>The options of every command that speaks with registries.</summary>
internal static class RegistryFlags
{
    /// <summary>The file of credentials.</summary>
    public static readonly Option<string> AuthFile = Flag.Text("authfile", Flag.NoShort, "File of registry credentials");

    /// <summary>Certificates.</summary>
    public static readonly Option<string> CertDir = Flag.Text("cert-dir", Flag.NoShort, "Directory of TLS certificates");

    /// <summary>Credentials.</summary>
    public static readonly Option<string> Creds = Flag.Text("creds", Flag.NoShort, "Registry `CREDENTIALS` (user[:password])");

    /// <summary>Whether certificates must be right.</summary>
    public static readonly Option<bool?> TlsVerify = Flag.OptionalBool("tls-verify", Flag.NoShort, "Use TLS and verify certificates; false also allows plain HTTP");

    private static readonly Option<ulong> Retry = Flag.UInt("retry", Flag.NoShort, "How often what failed in passing is tried again", 3);

    private static readonly Option<long> RetryDelay = Flag.Duration("retry-delay", Flag.NoShort, "Time before it is tried again (doubled each time)");

    /// <summary>The file of credentials of another program.</summary>
    public static readonly Option<string> CompatAuthFile = Flag.Text("compat-auth-file", Flag.NoShort, "Change this file in Docker's form in place of the usual one");

    /// <summary>The rows of login.</summary>
    public static Option[] OfLogin => [AuthFile, CompatAuthFile, CertDir, TlsVerify];

    /// <summary>The rows of logout.</summary>
    public static Option[] OfLogout => [AuthFile, CompatAuthFile];

    /// <summary>The rows of pull and push.</summary>
    public static Option[] OfTransfers => [AuthFile, CertDir, Creds, TlsVerify, Retry, RetryDelay];

    /// <summary>The rows of run and create.</summary>
    public static SpecRow[] OfContainers => [.. OfTransfers.Select(SpecRow.Of)];

    /// <summary>What a command line says of how registries are reached.</summary>
    /// <param name="context">The running command; a password that is missing is asked for.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: credentials without a user name.</exception>
    public static RegistryOptions Of(CommandContext context)
    {
        var parsed = context.Invocation.Options;
        return new RegistryOptions
        {
            AuthFile = Given(parsed, AuthFile),
            CompatAuthFile = Given(parsed, CompatAuthFile),
            CertDirectory = Given(parsed, CertDir),
            TlsVerify = parsed.Get(TlsVerify),
            Credentials = Given(parsed, Creds) is { } text ? Credentials(context, text) : null,
            Retries = parsed.Has(Retry) ? (int)Math.Min(parsed.Get(Retry), 100) : null,
            RetryDelay = parsed.Has(RetryDelay) ? TimeSpan.FromTicks(parsed.Get(RetryDelay) / 100) : null,
        };
    }

    private static RegistryCredentials Credentials(CommandContext context, string text)
    {
        var credentials = RegistryCredentials.Parse(text);
        return text.Contains(':', StringComparison.Ordinal) ? credentials : credentials with { Password = Prompt.Secret(context, "Password: ") };
    }

    private static string? Given(ParsedOptions parsed, Option<string> option) => parsed.Get(option) is { Length: > 0 } text ? text : null;
}
