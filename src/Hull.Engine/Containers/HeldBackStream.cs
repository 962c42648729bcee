using System.Runtime.InteropServices;
using System.Text;

namespace Hull.Engine.Containers;

/// <summary>Keeps what is written until it may pass, then passes it and everything after.</summary>
internal sealed class HeldBackStream(Stream target, Func<bool> mayPass)
{
    private const int Limit = 256 * 1024;

    private List<byte>? _held = [];

    /// <summary>What is still held, as text.</summary>
    public string HeldText => _held is null ? "" : Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(_held));

    /// <summary>Writes through, or keeps.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_held is not null && (_held.Count > Limit || mayPass())) Release();
        if (_held is not null)
        {
            _held.AddRange(bytes);
            return;
        }
        target.Write(bytes);
        target.Flush();
    }

    /// <summary>Passes what is held; later writes pass at once.</summary>
    public void Release()
    {
        if (_held is null) return;
        target.Write(CollectionsMarshal.AsSpan(_held));
        target.Flush();
        _held = null;
    }
}
