using Hull.Core;

namespace Hull.Linux.Copying;

/// <summary>Names of entries, as paths relative to where they are put: no empty part, no "." and no "..".</summary>
internal static class EntryName
{
    /// <summary>Cleans a name; a leading slash is dropped, as tar does.</summary>
    /// <exception cref="EngineException">Corrupt: it climbs out, or is no path.</exception>
    public static byte[] Clean(RawPath name)
    {
        var clean = new List<byte>(name.Bytes.Length);
        foreach (var range in name.Bytes.Split((byte)'/'))
        {
            var part = name.Bytes[range];
            if (part is [] or [(byte)'.']) continue;
            if (part is [(byte)'.', (byte)'.']) throw Refused(name, "its path leaves the destination");
            if (part.Contains((byte)0)) throw Refused(name, "its path contains a NUL");
            if (clean.Count > 0) clean.Add((byte)'/');
            clean.AddRange(part);
        }

        return [.. clean];
    }

    /// <summary>The directory that a clean path lies in; empty at the top.</summary>
    public static byte[] Parent(byte[] path)
    {
        var slash = path.AsSpan().LastIndexOf((byte)'/');
        return slash < 0 ? [] : path[..slash];
    }

    /// <summary>The last part of a clean path.</summary>
    public static byte[] Last(byte[] path) => path[(path.AsSpan().LastIndexOf((byte)'/') + 1)..];

    /// <summary>Two paths joined.</summary>
    public static byte[] Join(ReadOnlySpan<byte> directory, ReadOnlySpan<byte> name)
        => directory.IsEmpty ? name.ToArray() : name.IsEmpty ? directory.ToArray() : [.. directory, (byte)'/', .. name];

    private static EngineException Refused(RawPath name, string why) => new(ErrorKind.Corrupt, $"archive entry \"{name}\": {why}");
}
