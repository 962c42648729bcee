using System.Globalization;
using Hull.Engine.Containers;

namespace Hull.Cli.Options.Values;

/// <summary>--restart no|never|always|unless-stopped|on-failure[:TRIES].</summary>
internal static class RestartText
{
    /// <summary>Puts the policy into a spec.</summary>
    /// <param name="spec">The spec so far.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="Core.EngineException">InvalidArgument: the policy is unknown, or the tries are wrong.</exception>
    public static ContainerSpec AddTo(ContainerSpec spec, string text)
    {
        var parts = text.Split(':');
        if (parts.Length > 2) throw Wrong.Value("invalid restart policy: may specify retries at most once");
        var policy = parts[0] == "never" ? "no" : parts[0];
        if (policy is not ("no" or "always" or "unless-stopped" or "on-failure"))
            throw Wrong.Value($"\"{text}\" is not a valid restart policy: invalid argument", "use no, always, unless-stopped or on-failure[:TRIES]");
        if (parts.Length == 1) return spec with { RestartPolicy = policy };
        if (policy != "on-failure") throw Wrong.Value("restart policy retries can only be specified with on-failure restart policy");
        return uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var tries)
            ? spec with { RestartPolicy = policy, RestartTries = tries }
            : throw Wrong.Value($"parsing restart policy retry count: \"{parts[1]}\" is not a number");
    }
}
