using System.Text;
using Hull.Core;
using Hull.Linux;

namespace Hull.Engine.Configuration;

/// <summary>Text files of the host that a caller names: environment files, label files. Regular files only: a pipe or a device could block or never end.</summary>
public static class HostTextFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The whole text; a byte order mark is left out.</summary>
    /// <param name="path">The path on the host, from the working directory where it is relative.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <exception cref="EngineException">
    /// NotFound; InvalidArgument: no regular file, or no UTF-8; ResourceExhausted: larger; PermissionDenied, or what else the kernel says.
    /// </exception>
    public static string Read(string path, int most)
    {
        ReadOnlySpan<byte> bytes = SafePath.ReadHostFile(path, most);
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException failure)
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"read {path}: not UTF-8 text", inner: failure);
        }
    }
}
