namespace Hull.Engine.Containers;

public sealed partial record ContainerSpec
{
    /// <summary>Secrets that become files inside.</summary>
    public IReadOnlyList<SecretMount>? Secrets { get; init; }

    /// <summary>Secrets that become environment variables: variable → the secret's name or id.</summary>
    public IReadOnlyDictionary<string, string>? SecretEnv { get; init; }
}
