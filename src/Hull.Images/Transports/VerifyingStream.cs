using Hull.Core;
using Hull.Images.Store;
using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>Reads through and, at the end, fails unless what was read has the digest: nothing damaged in the store leaves it unnoticed.</summary>
internal sealed class VerifyingStream(Stream source, Digest expected, string what) : ReadOnlyStream
{
    private readonly ContentHash _hash = new(expected.Algorithm);
    private bool _verified;

    public override int Read(Span<byte> buffer)
    {
        var count = source.Read(buffer);
        _hash.Append(buffer[..count]);
        if (count == 0 && buffer.Length > 0) Verify();
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
            _hash.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Verify()
    {
        if (_verified) return;
        var found = _hash.Finish();
        if (found != expected)
            throw new EngineException(ErrorKind.Corrupt, $"{what}: damaged in the store: its digest is {found}, not {expected}", "remove the image with `hull rmi` and load or pull it again");
        _verified = true;
    }
}
