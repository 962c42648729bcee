using System.Net;
using Hull.Core;
using Hull.Oci;

namespace Hull.Images.Registry;

/// <summary>Whether a registry takes credentials: its root is asked for, which every registry guards as it guards the rest.</summary>
public sealed class CheckLogin(RegistryAccess access)
{
    /// <summary>Asks.</summary>
    /// <param name="registry">host[:port].</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="EngineException">Unauthorized: it refuses them; Network: it cannot be asked; InvalidArgument: no registry's name.</exception>
    public async Task RunAsync(string registry, CancellationToken cancellationToken)
    {
        // Any repository's name does: the root belongs to none.
        if (!ImageName.TryParse($"{registry}/login", out var name) || name.IsShort) throw new EngineException(ErrorKind.InvalidArgument, $"{OneLine.Of(registry)}: no registry's name", "write HOST[:PORT]");
        using var session = new RegistrySession(RegistryEndpoint.For(name.AsDocker(), access), access, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var what = $"authenticating with {registry}";
        try
        {
            var request = new RegistryRequest { Method = HttpMethod.Get, Target = "v2/", What = what, Scope = "registry" };
            using var response = await session.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK) throw await RegistryErrors.OfAsync(what, response, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.Unauthorized)
        {
            // Whether by the registry or by its token server.
            throw Refused(registry, e);
        }
    }

    private static EngineException Refused(string registry, Exception inner) => new(
        ErrorKind.Unauthorized, $"logging into \"{registry}\": invalid username/password", "check them; some registries want an access token in the password's place", inner);
}
