using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Hull.Core;

namespace Hull.Oci;

/// <summary>
/// A content digest, parsed strictly: "sha256:" and 64, or "sha512:" and 128 lower-case hexadecimal digits (image-spec, descriptor.md,
/// "Digests"). Because nothing else can be a Digest, its hex part is safe as a file name; no path is ever made from unparsed text.
/// </summary>
[JsonConverter(typeof(DigestJsonConverter))]
public readonly record struct Digest
{
    private static readonly SearchValues<char> _hexDigits = SearchValues.Create("0123456789abcdef");

    private readonly string? _hex;

    private Digest(DigestAlgorithm algorithm, string hex)
    {
        Algorithm = algorithm;
        _hex = hex;
    }

    /// <summary>The hash function.</summary>
    public DigestAlgorithm Algorithm { get; }

    /// <summary>The hash in lower-case hexadecimal: 64 or 128 digits.</summary>
    /// <exception cref="InvalidOperationException">This is default(Digest), which stands for no content.</exception>
    public string Hex => _hex ?? throw new InvalidOperationException("default(Digest) has no hex");

    /// <summary>The algorithm's name as in the text form and in directory names: "sha256" or "sha512".</summary>
    public string AlgorithmName => NameOf(Algorithm);

    /// <summary>The name of an algorithm: "sha256" or "sha512".</summary>
    public static string NameOf(DigestAlgorithm algorithm) => algorithm == DigestAlgorithm.Sha256 ? "sha256" : "sha512";

    /// <summary>Reads "algorithm:hex".</summary>
    /// <param name="text">The text form; no white space, no upper case.</param>
    /// <exception cref="EngineException">InvalidArgument: not a digest; the message says what is wrong.</exception>
    public static Digest Parse(string text)
    {
        if (Read(text, out var digest) is { } reason)
            throw new EngineException(ErrorKind.InvalidArgument, $"invalid digest \"{Shown(text)}\": {reason}");
        return digest;
    }

    /// <summary>Reads "algorithm:hex" where the text may be something else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        return text is not null && Read(text, out digest) is null;
    }

    /// <summary>Makes a digest from a finished hash.</summary>
    /// <param name="algorithm">The hash function that made it.</param>
    /// <param name="hash">Its 32 or 64 bytes.</param>
    public static Digest FromHash(DigestAlgorithm algorithm, ReadOnlySpan<byte> hash)
    {
        if (hash.Length * 2 != HexLength(algorithm)) throw new ArgumentException("wrong length for the algorithm", nameof(hash));
        return new Digest(algorithm, Convert.ToHexStringLower(hash));
    }

    /// <summary>Hashes bytes. The first hash of a process loads OpenSSL (2 to 3 ms): not for the path of `run`.</summary>
    public static Digest Of(ReadOnlySpan<byte> content, DigestAlgorithm algorithm = DigestAlgorithm.Sha256) =>
        FromHash(algorithm, algorithm == DigestAlgorithm.Sha256 ? SHA256.HashData(content) : SHA512.HashData(content));

    /// <summary>The text form, "sha256:…".</summary>
    public override string ToString() => _hex is null ? "" : $"{AlgorithmName}:{_hex}";

    // Null when it is a digest, else what is wrong with it.
    private static string? Read(string text, out Digest digest)
    {
        digest = default;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return "it has no algorithm (sha256:…)";
        DigestAlgorithm algorithm;
        switch (text.AsSpan(0, colon))
        {
            case "sha256": algorithm = DigestAlgorithm.Sha256; break;
            case "sha512": algorithm = DigestAlgorithm.Sha512; break;
            default: return "unsupported algorithm (sha256 and sha512 are known)";
        }
        var hex = text.AsSpan(colon + 1);
        if (hex.Length != HexLength(algorithm)) return $"{hex.Length} hexadecimal digits where {HexLength(algorithm)} belong";
        if (hex.ContainsAnyExcept(_hexDigits)) return "not lower-case hexadecimal";
        digest = new Digest(algorithm, hex.ToString());
        return null;
    }

    private static int HexLength(DigestAlgorithm algorithm) => algorithm == DigestAlgorithm.Sha256 ? 64 : 128;

    // What an attacker wrote goes into messages only short and printable.
    private static string Shown(string text) => OneLine.Of(text, 140);
}
