namespace Hull.Images.Registry;

/// <summary>What a registry is told of who asks. Never printed.</summary>
public sealed record RegistryCredentials
{
    /// <summary>The user's name.</summary>
    public string Username { get; init; } = "";

    /// <summary>The password, or an access token in its place.</summary>
    public string Password { get; init; } = "";

    /// <summary>An OAuth2 refresh token (Docker's identity token); then there is no password.</summary>
    public string? IdentityToken { get; init; }

    /// <summary>Reads USERNAME[:PASSWORD], as --creds has it.</summary>
    /// <exception cref="Core.EngineException">InvalidArgument: no user name.</exception>
    public static RegistryCredentials Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var user = colon < 0 ? text : text[..colon];
        if (user.Length == 0) throw new Core.EngineException(Core.ErrorKind.InvalidArgument, "credentials: username cannot be empty", "write --creds USERNAME:PASSWORD");
        return new RegistryCredentials { Username = user, Password = colon < 0 ? "" : text[(colon + 1)..] };
    }

    /// <summary>The user's name only: a record's own text would show the password.</summary>
    public override string ToString() => $"credentials of {Username}";
}
