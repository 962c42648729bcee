using System.Text;
using Hull.Linux.Files;
using Hull.Linux.Native;

namespace Hull.Linux;

/// <summary>The capabilities that a program's file gives whoever runs it (capabilities(7), "File capabilities").</summary>
public static class FileCapabilities
{
    private static readonly RawPath Attribute = new("security.capability"u8.ToArray());

    /// <summary>Whether a file has any.</summary>
    /// <exception cref="Hull.Core.EngineException">It cannot be looked at.</exception>
    public static unsafe bool AreOn(string path)
    {
        var name = Encoding.UTF8.GetBytes(path + "\0");
        return XattrReader.TryRead(Get, Attribute, () => path) is not null;

        nint Get(byte* key, byte* value, nuint size)
        {
            fixed (byte* file = name) return Libc.lgetxattr(file, key, value, size);
        }
    }
}
