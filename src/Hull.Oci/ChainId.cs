using System.Text;

namespace Hull.Oci;

/// <summary>The identity of a stack of layers (image-spec, config.md, "Layer ChainID").</summary>
public static class ChainId
{
    /// <summary>The chain-ID of each layer over those below it: the first layer's diff-ID, then sha256 of "parent chain-ID, space, diff-ID".</summary>
    /// <param name="diffIds">Lowest first.</param>
    /// <returns>As many chain-IDs, in the same order.</returns>
    public static IReadOnlyList<Digest> Of(IReadOnlyList<Digest> diffIds)
    {
        var chain = new Digest[diffIds.Count];
        for (var i = 0; i < chain.Length; i++)
            chain[i] = i == 0 ? diffIds[0] : Digest.Of(Encoding.ASCII.GetBytes($"{chain[i - 1]} {diffIds[i]}"));
        return chain;
    }
}
