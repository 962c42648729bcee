using Hull.Core;

namespace Hull.Images.Registry;

/// <summary>Reads a document whole, up to a cap: its declared length is no promise.</summary>
internal static class BoundedBody
{
    private const int FirstBuffer = 16 * 1024;

    /// <summary>Reads it.</summary>
    /// <exception cref="EngineException">ResourceExhausted: longer than the cap.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, int cap, string what, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > cap) throw TooLong(what, cap);
        using var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[Math.Min(FirstBuffer, cap + 1)];
        var length = 0;
        while (true)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += count;
            if (length > cap) throw TooLong(what, cap);
            if (count == 0) return buffer.AsMemory(0, length);
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, cap + 1));
        }
    }

    private static EngineException TooLong(string what, int cap) => new(ErrorKind.ResourceExhausted, $"{what}: more than the {cap} bytes allowed");
}
