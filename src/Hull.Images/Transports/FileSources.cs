using Hull.Core;
using Hull.Oci;

namespace Hull.Images.Transports;

/// <summary>What all sources share.</summary>
internal static class FileSources
{
    /// <summary>The whole of a small document, its size capped before it is read.</summary>
    /// <exception cref="EngineException">Corrupt: missing, too large or cut off.</exception>
    public static byte[] ReadDocument(this IFileSource source, string name)
    {
        using var file = source.Open(name);
        if (file.Length > Documents.MaximumBytes)
            throw Corrupt(source, name, $"{file.Length} bytes, more than the {Documents.MaximumBytes} allowed");
        var bytes = new byte[file.Length];
        if (file.Content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) != bytes.Length) throw Corrupt(source, name, "it is cut off");
        return bytes;
    }

    /// <summary>A document by its digest, verified.</summary>
    public static byte[] ReadBlob(this IFileSource source, string name, Digest digest)
    {
        var bytes = source.ReadDocument(name);
        var found = Digest.Of(bytes, digest.Algorithm);
        return found == digest ? bytes : throw Corrupt(source, name, $"its digest is {found}, not {digest}");
    }

    public static EngineException Corrupt(IFileSource source, string name, string reason) =>
        new(ErrorKind.Corrupt, $"{source.What}: {OneLine.Of(name)}: {reason}");
}
