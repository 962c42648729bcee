using Hull.Core;
using Hull.Linux;

namespace Hull.Images.Layers;

/// <summary>The words in which a layer's entry is refused, or in which the kernel's refusal of it is reported.</summary>
internal static class LayerErrors
{
    private const string Prefix = "layer entry \"";

    /// <summary>Whether an error says already which entry it is about.</summary>
    public static bool IsNamed(EngineException error) => error.InnerException is not LinuxException || error.Message.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The entry may not be.</summary>
    public static EngineException Refused(RawPath entry, string why) => new(ErrorKind.Corrupt, $"{Prefix}{entry}\": {why}");

    /// <summary>A hard link into a lower layer, or to nothing.</summary>
    public static EngineException NotInLayer(RawPath entry, RawPath target)
        => Refused(entry, $"a hard link to \"{target}\", which is not in this layer");

    /// <summary>A cap was reached at the entry.</summary>
    public static EngineException TooMuch(RawPath entry, string why) => new(ErrorKind.ResourceExhausted, $"{Prefix}{entry}\": {why}");

    /// <summary>The kernel's refusal, with the entry's name in front. Where it refused a value, the archive is at fault.</summary>
    public static EngineException Failed(RawPath entry, EngineException cause)
    {
        var errno = (cause.InnerException as LinuxException)?.ErrorNumber ?? 0;
        var message = $"{Prefix}{entry}\": {cause.Message}";
        if (errno == Errno.EINVAL && cause.Message.StartsWith("chown", StringComparison.Ordinal))
            return new EngineException(
                ErrorKind.Unsupported, message,
                "its owner has no place in this user namespace: give the user a larger range in /etc/subuid and /etc/subgid", cause.InnerException);
        var isBadValue = errno is Errno.EINVAL or Errno.ERANGE or Errno.E2BIG or Errno.EFBIG;
        return new EngineException(isBadValue ? ErrorKind.Corrupt : cause.Kind, message, cause.Hint, cause.InnerException);
    }
}
