using System.Security.Cryptography;
using Hull.Oci;

namespace Hull.Images.Store;

/// <summary>A digest that grows with the bytes.</summary>
internal sealed class ContentHash(DigestAlgorithm algorithm) : IDisposable
{
    private readonly IncrementalHash _hash =
        IncrementalHash.CreateHash(algorithm == DigestAlgorithm.Sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512);

    public long Length { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        Length += bytes.Length;
    }

    public Digest Finish() => Digest.FromHash(algorithm, _hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
